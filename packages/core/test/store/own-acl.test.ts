import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Effects } from '../../src/effects.ts';
import { WeborcaError } from '../../src/errors.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { closeToOthers, ownAclCall, sidIn, whoamiCall } from '../../src/store/own-acl.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const env = { SystemRoot: String.raw`C:\Windows` };
const sid = 'S-1-5-21-1004336348-1177238915-682003330-1001';
const { files } = nodeEffects({ command: 'test' });
const on = (run: Effects['run']) => ({ env, files, run });
const ended = (stdout: string) =>
  Promise.resolve({ exitCode: 0, signal: null, stdout, stderr: '' });

// learn.microsoft.com: "icacls" and "whoami" (Windows Commands), "Well-known SIDs".
describe('who may do what with a folder of ours', () => {
  test('is said by SIDs, without what lies above, and for all that comes into it', () => {
    expect(ownAclCall(env, String.raw`C:\診療所 1\weborca-cert`, sid)).toEqual({
      program: String.raw`C:\Windows\System32\icacls.exe`,
      args: [
        String.raw`C:\診療所 1\weborca-cert`,
        '/inheritance:r',
        '/grant:r',
        `*${sid}:(OI)(CI)F`,
        '*S-1-5-18:(OI)(CI)F',
        '*S-1-5-32-544:(OI)(CI)F',
      ],
    });
    expect(whoamiCall(env)).toEqual({
      program: String.raw`C:\Windows\System32\whoami.exe`,
      args: ['/user', '/fo', 'csv', '/nh'],
    });
  });

  test.each([
    [`"pc\\花子","${sid}"\r\n`, sid],
    [`"azuread\\hanako","S-1-12-1-1-2-3-4"\r\n`, 'S-1-12-1-1-2-3-4'],
    [`"nt authority\\system","S-1-5-18"\r\n`, 'S-1-5-18'],
    ['', null],
    ['ERROR: no SID\r\n', null],
  ])('the user out of %j', (stdout, expected) => {
    expect(sidIn(stdout)).toBe(expected);
  });
});

describe('closing folders', () => {
  test('makes each and gives it its list, one only once', async () => {
    const root = await temporaryFolder();
    const [data, config] = [join(root, 'x', 'Data'), join(root, 'x', 'Config')];
    const calls: string[] = [];
    const effects = on(({ program, args }) => {
      calls.push([program.split('\\').at(-1), args[0]].join(' '));
      return ended(`"pc\\hanako","${sid}"`);
    });
    await closeToOthers(effects, [data, config, data]);
    expect(calls).toEqual(['whoami.exe /user', `icacls.exe ${data}`, `icacls.exe ${config}`]);
    expect((await stat(data)).isDirectory()).toBe(true);
  });

  test('changes nothing where nobody says who the user is', async () => {
    const root = await temporaryFolder();
    const gone = on(({ program }) =>
      Promise.reject(new WeborcaError('tool-missing', { tool: program })),
    );
    for (const effects of [gone, on(() => ended(''))]) {
      await closeToOthers(effects, [join(root, 'Data')]);
      await expect(stat(join(root, 'Data'))).rejects.toThrow('ENOENT');
    }
  });
});
