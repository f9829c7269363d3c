import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEntry, shellLine, withEntry, withoutEntry } from '../../src/schedule/cron.ts';
import type { ScheduledTask } from '../../src/schedule/types.ts';

const now = new Date('2026-11-27T01:02:03.000Z');
const home = '/home/hanako';
const task: ScheduledTask = {
  command: ['/usr/bin/node', '/opt/main.js', 'renew', '--all', '--quiet', '--scheduled'],
  environment: { HOME: home, LANG: 'ja_JP.UTF-8' },
  hour: 10,
  minute: 17,
};

const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString();

test('the entry', () => {
  expect(utf8(withEntry('', task, now))).toMatchInlineSnapshot(`
    "# BEGIN weborca-cert (2026-11-27T01:02:03.000Z; weborca-cert schedule remove takes it away)
    17 10 * * * /usr/bin/env HOME=/home/hanako LANG=ja_JP.UTF-8 /usr/bin/node /opt/main.js renew --all --quiet --scheduled
    # END weborca-cert
    "
  `);
  const odd = {
    ...task,
    command: ['/home/花子 1/node', "/a'b/100%", 'renew'],
    environment: { HOME: '/home/花子' },
  };
  expect(utf8(withEntry('0 5 * * * x\n', odd, now))).toMatchInlineSnapshot(`
    "0 5 * * * x
    # BEGIN weborca-cert (2026-11-27T01:02:03.000Z; weborca-cert schedule remove takes it away)
    17 10 * * * /usr/bin/env HOME='/home/花子' '/home/花子 1/node' '/a'\\''b/100'"$(printf '\\045')"'' renew
    # END weborca-cert
    "
  `);
});

// What a path can hold, and what a shell and cron make of it.
const piece = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '%',
        "'",
        '"',
        '\\',
        ' ',
        '$HOME',
        '`id`',
        '$(id)',
        `'"$(printf '\\045')"'`,
        '花子',
        '#',
        '~',
        '!',
        '*',
        '=',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''))
  .filter((text) => text !== '' && !/\p{Cc}/u.test(text));
const anyTask = fc
  .record({ command: fc.array(piece, { minLength: 1, maxLength: 4 }), value: piece })
  .map(({ command: [first = '', ...rest], value }) => {
    const environment = { HOME: home, XDG_DATA_HOME: value };
    return { command: [`/${first}`, ...rest], environment, hour: 10, minute: 17 };
  });

// Of anybody's: whole lines, in any encoding, some of them like ours.
const otherLine = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\n\u0100-\u{10ffff}]/gu, '\u00a4')),
  fc.constantFrom(
    '# BEGIN weborca-cert',
    '# END weborca-cert',
    'SHELL=/bin/csh',
    '0 0 * * * x',
    '\r',
  ),
);
const crontab = fc.array(otherLine).map((lines) => lines.map((line) => `${line}\n`).join(''));

describe('whatever there is', () => {
  test('what was written is read back, is one line, and has nothing in it that cron looks at', () => {
    fc.assert(
      fc.property(anyTask, crontab, (given, before) => {
        const after = withEntry(before, given, now);
        const { command, environment } = given;
        expect(readEntry(after, home)).toStrictEqual({
          command,
          environment,
          user: null,
          installedAt: now,
        });
        const added = after.slice(withoutEntry(before, home).length);
        expect(added.split('\n')).toHaveLength(4);
        expect(added).not.toContain('%');
      }),
    );
  });

  test('other entries stay byte for byte; installed twice is installed once', () => {
    fc.assert(
      fc.property(anyTask, crontab, (given, before) => {
        const once = withEntry(before, given, now);
        expect(withEntry(once, given, now)).toBe(once);
        expect(once.startsWith(withoutEntry(before, home))).toBe(true);
        expect(withoutEntry(once, home)).toBe(withoutEntry(before, home));
        expect(readEntry(withoutEntry(once, home), home)).toBeNull();
      }),
    );
  });

  test('a last line without its end gets one, and is left alone otherwise', () => {
    const before = '0 5 * * * x';
    expect(withoutEntry(withEntry(before, task, now), home)).toBe(`${before}\n`);
  });

  test('an entry for another home is somebody else’s', () => {
    const other = withEntry('', { ...task, environment: { HOME: '/home/taro' } }, now);
    expect(readEntry(other, home)).toBeNull();
    const both = withEntry(other, task, now);
    expect(both.startsWith(other)).toBe(true);
    expect(withoutEntry(both, home)).toBe(other);
  });
});

test.runIf(process.platform !== 'win32')(
  'a shell starts just that, with no more than cron gives',
  () => {
    const print = `printf '%s\\0' "$XDG_DATA_HOME" "$@"`;
    fc.assert(
      fc.property(anyTask, ({ command: [, ...args], environment }) => {
        const command = ['/bin/sh', '-c', print, 'sh', ...args];
        const line = withEntry('', { ...task, command, environment }, now).split('\n')[1] ?? '';
        const shell = utf8(line).replace(/^17 10 \* \* \* /, '');
        const printed = execFileSync('/bin/sh', ['-c', shell], {
          env: { HOME: '/', PATH: '/usr/bin:/bin' },
          encoding: 'utf8',
        });
        const expected = [environment.XDG_DATA_HOME, ...args];
        expect(printed).toBe(expected.map((one) => `${one.toWellFormed()}\0`).join(''));
      }),
    );
  },
);

test('the line for another scheduler', () => {
  expect(shellLine({ ...task, environment: {} })).toBe(
    '/usr/bin/node /opt/main.js renew --all --quiet --scheduled',
  );
});
