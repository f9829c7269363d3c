import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serviceFailure } from '../../src/schedule/systemd-scheduler.ts';
import { readSystemdService, systemdFiles, systemdFolder } from '../../src/schedule/systemd.ts';
import type { ScheduledTask } from '../../src/schedule/types.ts';
import { hasCounterpart } from '../connection/support/counterpart.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { leftOut } from '../support/left-out.ts';

const task: ScheduledTask = {
  command: ['/usr/bin/node', '/opt/weborca-cert/main.js', 'renew', '--all', '--quiet'],
  environment: {},
  hour: 10,
  minute: 0,
};

const textOf = (given: ScheduledTask, index: 0 | 1): string =>
  Buffer.from(systemdFiles('/x', given)[index]?.bytes ?? []).toString();

test('the timer makes up for what was missed and spreads', () => {
  expect(textOf(task, 1)).toMatchInlineSnapshot(`
    "# Made by \`weborca-cert schedule install\`; \`weborca-cert schedule remove\` takes it away.
    [Unit]
    Description=Renew WebORCA client certificates every day

    [Timer]
    OnCalendar=*-*-* 10:00:00
    Persistent=true
    RandomizedDelaySec=120min

    [Install]
    WantedBy=timers.target
    "
  `);
});

test('the service starts the program by its absolute path', () => {
  const given = { ...task, environment: { WEBORCA_CERT_HOME: '/home/花子/証明書 $HOME 100%' } };
  expect(textOf(given, 0)).toMatchInlineSnapshot(`
    "# Made by \`weborca-cert schedule install\`; \`weborca-cert schedule remove\` takes it away.
    [Unit]
    Description=Renew WebORCA client certificates

    [Service]
    Type=oneshot
    UMask=0077
    Environment="WEBORCA_CERT_HOME=/home/花子/証明書 $HOME 100%%"
    ExecStart="/usr/bin/node" "/opt/weborca-cert/main.js" "renew" "--all" "--quiet"
    "
  `);
});

describe('what was written is read back', () => {
  const piece = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/\p{Cc}/u.test(text));
  const odd = fc.constantFrom(
    '$HOME',
    '%h',
    '100%%',
    '"',
    '\\',
    "'",
    'a b',
    '${x}',
    '花子',
    '#',
    '\u2028',
    'a\u2029b',
  );
  const argument = fc.oneof(piece, odd);

  test('any arguments and environment', () => {
    fc.assert(
      fc.property(fc.array(argument), argument, (args, value) => {
        const command = ['/opt/a b/$node', ...args];
        const environment = { XDG_DATA_HOME: value };
        const read = readSystemdService(textOf({ ...task, command, environment }, 0));
        expect(read).toEqual({ command, environment, user: null });
      }),
    );
  });

  test('another unit is not ours', () => {
    expect(readSystemdService('[Service]\nType=oneshot\n')).toBeNull();
  });
});

const hasSystemdAnalyze = hasCounterpart('systemd-analyze', '--version');
test.runIf(hasSystemdAnalyze)(
  `systemd itself reads both${leftOut(hasSystemdAnalyze, 'no systemd-analyze')}`,
  async () => {
    const folder = join(await temporaryFolder(), 'units');
    await mkdir(folder);
    const command = [process.execPath, '/srv/花子 $HOME %h "x" \\y.js', 'renew'];
    const units = systemdFiles(folder, { ...task, command, environment: { A: 'b c' } });
    for (const { path, bytes } of units) await writeFile(path, bytes);
    const paths = units.map(({ path }) => path);
    const env = { ...process.env, XDG_RUNTIME_DIR: folder };
    const verify = () =>
      execFileSync('systemd-analyze', ['verify', '--user', '--man=no', ...paths], {
        env,
        stdio: 'pipe',
      });
    expect(verify).not.toThrow();
    expect(verify().toString()).toBe('');
  },
);

test('where a user’s units lie', () => {
  const homeDir = '/home/a';
  expect(systemdFolder({ env: {}, homeDir })).toBe('/home/a/.config/systemd/user');
  expect(systemdFolder({ env: { XDG_CONFIG_HOME: '/x' }, homeDir })).toBe('/x/systemd/user');
  expect(systemdFolder({ env: { XDG_CONFIG_HOME: 'x' }, homeDir })).toMatch(/^\/home\/a\//);
});

test.each([
  ['Result=success\nExecMainStatus=0\n', null],
  ['Result=exit-code\nExecMainStatus=1\n', 'exit-code 1'],
  ['Result=timeout\nExecMainStatus=15\n', 'timeout 15'],
  ['', null],
])('the last result out of %j', (shown, failure) => {
  expect(serviceFailure(shown)).toBe(failure);
});
