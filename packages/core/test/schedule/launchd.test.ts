import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  lastExitCode,
  launchctlCalls,
  launchdFile,
  readLaunchAgent,
} from '../../src/schedule/launchd.ts';
import type { ScheduledTask } from '../../src/schedule/types.ts';

const task: ScheduledTask = {
  command: ['/opt/homebrew/bin/node', '/Users/花子/main.js', 'renew', '--all', '--quiet'],
  environment: { WEBORCA_CERT_HOME: '/Users/花子/R&D' },
  hour: 10,
  minute: 37,
};

const textOf = (given: ScheduledTask): string =>
  Buffer.from(launchdFile('/Users/花子', given).bytes).toString();

test('the agent', () => {
  expect(launchdFile('/Users/花子', task).path).toBe(
    '/Users/花子/Library/LaunchAgents/weborca-cert.renew.plist',
  );
  expect(textOf(task)).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <plist version="1.0">
    <dict>
    <key>Label</key>
    <string>weborca-cert.renew</string>
    <key>ProgramArguments</key>
    <array>
    <string>/opt/homebrew/bin/node</string>
    <string>/Users/花子/main.js</string>
    <string>renew</string>
    <string>--all</string>
    <string>--quiet</string>
    </array>
    <key>EnvironmentVariables</key>
    <dict>
    <key>WEBORCA_CERT_HOME</key>
    <string>/Users/花子/R&amp;D</string>
    </dict>
    <key>RunAtLoad</key>
    <false/>
    <key>StartCalendarInterval</key>
    <dict>
    <key>Hour</key>
    <integer>10</integer>
    <key>Minute</key>
    <integer>37</integer>
    </dict>
    <key>ProcessType</key>
    <string>Background</string>
    <key>Umask</key>
    <integer>63</integer>
    <key>StandardOutPath</key>
    <string>/Users/花子/Library/Logs/weborca-cert.log</string>
    <key>StandardErrorPath</key>
    <string>/Users/花子/Library/Logs/weborca-cert.log</string>
    </dict>
    </plist>
    "
  `);
});

test('any arguments and environment are read back', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !/\p{Cc}/u.test(value));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), text, (command, value) => {
      const environment = { WEBORCA_CERT_HOME: value };
      const read = readLaunchAgent(textOf({ ...task, command, environment }));
      expect(read).toEqual({ command, environment, user: null });
    }),
  );
  expect(readLaunchAgent(textOf({ ...task, environment: {} }))?.environment).toEqual({});
  expect(readLaunchAgent('<plist></plist>')).toBeNull();
});

test('launchctl is called by its absolute path, for this user’s session', () => {
  expect(launchctlCalls(501, '/p')).toEqual({
    load: { program: '/bin/launchctl', args: ['bootstrap', 'gui/501', '/p'] },
    unload: { program: '/bin/launchctl', args: ['bootout', 'gui/501/weborca-cert.renew'] },
    print: { program: '/bin/launchctl', args: ['print', 'gui/501/weborca-cert.renew'] },
  });
});

test.each([
  ['gui/501/weborca-cert.renew = {\n\tstate = not running\n\tlast exit code = 1\n}\n', 1],
  ['gui/501/weborca-cert.renew = {\n\tlast exit code = (never exited)\n}\n', null],
  ['', null],
])('the last exit code out of %j', (printed, code) => {
  expect(lastExitCode(printed)).toBe(code);
});
