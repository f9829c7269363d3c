import { describe, expect, test } from 'vitest';
import { judgeAcl, mendAclCommand } from '../../src/doctor/acl.ts';
import { listAclCall, parseAcl } from '../../src/store/acl-list.ts';
import { examinePermissions } from '../../src/doctor/permissions.ts';
import { clinic } from '../support/clinic.ts';

const path = String.raw`C:\Users\花子\AppData\Local\weborca-cert\Data`;
const user = String.raw`CLINIC\花子`;

const printed = (...lines: readonly string[]): string =>
  [
    `${path} ${lines[0] ?? ''}`,
    ...lines.slice(1).map((line) => `${' '.repeat(path.length + 1)}${line}`),
    '',
    '1 個のファイルが正常に処理されました。0 個のファイルを処理できませんでした',
    '',
  ].join('\r\n');

const own = [
  String.raw`NT AUTHORITY\SYSTEM:(OI)(CI)(F)`,
  String.raw`BUILTIN\Administrators:(OI)(CI)(F)`,
  String.raw`CLINIC\花子:(OI)(CI)(F)`,
];

test('of the data and of the configuration beside it are looked at; both in one place once', async () => {
  const asked: string[] = [];
  const place = await clinic({
    platform: 'win32',
    run: async ({ args }) => {
      asked.push(args[0] ?? '');
      return { exitCode: 0, signal: null, stdout: '', stderr: '' };
    },
  });
  const { context } = place;
  const there = await context.effects.files.status(place.home);
  const files = { ...context.effects.files, status: async () => there };
  const at = (stateDir: string, configFile: string) =>
    examinePermissions({
      context: {
        ...context,
        effects: { ...context.effects, files },
        places: { ...context.places, stateDir, configFile },
      },
    });
  await at(String.raw`D:\own`, String.raw`D:\own\config.json`);
  await at(String.raw`C:\x\Data`, String.raw`C:\x\Config\config.json`);
  expect(asked).toEqual([String.raw`D:\own`, String.raw`C:\x\Data`, String.raw`C:\x\Config`]);
});

describe('an access list', () => {
  test.each<[string, readonly string[], string]>([
    ['its owner, the system, administrators', own, 'acl-right'],
    [
      'the same, from the folder above',
      own.map((line) => line.replace(':', ':(I)')),
      'acl-inherited',
    ],
    ['everybody may read', [...own, 'Everyone:(RX)'], 'acl-wide'],
    ['another user', [...own, String.raw`CLINIC\taro:(I)(M)`], 'acl-wide'],
    ['another user is denied', [...own, String.raw`CLINIC\taro:(DENY)(F)`], 'acl-right'],
    ['another user may do nothing', [...own, String.raw`CLINIC\taro:(N)`], 'acl-right'],
    ['all users', [...own, String.raw`BUILTIN\Users:(OI)(CI)(RX)`], 'acl-wide'],
  ])('%s', (_, lines, code) => {
    const entries = parseAcl(printed(...lines), path);
    expect(entries).toHaveLength(lines.length);
    expect(judgeAcl(entries, path, user).map((one) => one.code)).toEqual([code]);
  });

  test('names who else has rights, each once', () => {
    const lines = [...own, 'Everyone:(RX)', 'Everyone:(OI)(CI)(IO)(RX)'];
    const [finding] = judgeAcl(parseAcl(printed(...lines), path), path, user);
    expect(finding?.facts).toMatchObject({ accounts: ['Everyone'] });
  });

  test('what cannot be read says nothing', () => {
    expect(judgeAcl(parseAcl('アクセスが拒否されました。', path), path, user)[0]?.code).toBe(
      'acl-unknown',
    );
  });

  test('is asked for by absolute path, and mended by a person', () => {
    expect(listAclCall({ SystemRoot: String.raw`C:\Windows` }, path)).toEqual({
      program: String.raw`C:\Windows\System32\icacls.exe`,
      args: [path],
    });
    expect(mendAclCommand(path, user)).toBe(
      `icacls "${path}" /inheritance:r /grant:r "${user}:(OI)(CI)F" "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" /T`,
    );
  });
});
