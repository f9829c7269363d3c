import { describe, expect, test } from 'vitest';
import type { Effects } from '../../src/effects.ts';
import { WeborcaError } from '../../src/errors.ts';
import { findPlaces } from '../../src/configuration/places.ts';
import { checkConfigurationPlace } from '../../src/configuration/trust.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';

const homeDir = String.raw`C:\Users\花子`;
const own = [
  String.raw`NT AUTHORITY\SYSTEM:(OI)(CI)(F)`,
  String.raw`BUILTIN\Administrators:(I)(F)`,
  String.raw`CLINIC\花子:(OI)(CI)(F)`,
];

/** A Windows where `icacls` says this of every path, and no file is anywhere but the one asked for. */
function windows(lines: readonly string[], run?: Effects['run']) {
  const asked: string[] = [];
  const input = {
    platform: 'win32' as const,
    homeDir,
    env: { USERNAME: '花子', USERDOMAIN: 'CLINIC' },
    files: {
      ...nodeFileSystem('linux'),
      realPath: async (path: string) => path,
      status: () => Promise.reject(new Error('no mark of a project')),
    },
    run: async (call: Parameters<Effects['run']>[0]) => {
      const path = call.args[0] ?? '';
      asked.push(path);
      const stdout = `${path} ${lines.join(`\r\n${' '.repeat(path.length + 1)}`)}\r\n\r\n`;
      return run?.(call) ?? { exitCode: 0, signal: null, stdout, stderr: '' };
    },
  };
  const check = (config: string) =>
    checkConfigurationPlace(input, {
      ...findPlaces({ ...input, cwd: String.raw`C:\Windows` }, { config }),
    });
  return { check, asked };
}

const refused = expect.objectContaining({
  code: 'config-invalid',
  details: expect.objectContaining({
    reason: 'writable-by-others',
    expected: String.raw`C:\Users\花子\AppData\Local\weborca-cert\Config`,
  }),
});

describe('a configuration on a drive of its own', () => {
  // What Windows gives a new folder on a second drive.
  test.each([
    String.raw`NT AUTHORITY\Authenticated Users:(I)(M)`,
    'Everyone:(F)',
    String.raw`CLINIC\taro:(I)(RX,W)`,
    String.raw`BUILTIN\Users:(CI)(WD,AD)`,
  ])('is refused where others may write: %s', async (line) => {
    await expect(windows([...own, line]).check(String.raw`D:\own\config.json`)).rejects.toEqual(
      refused,
    );
  });

  test.each([
    String.raw`BUILTIN\Users:(I)(RX)`,
    String.raw`CLINIC\taro:(DENY)(W)`,
    String.raw`CREATOR OWNER:(OI)(CI)(IO)(F)`,
    String.raw`BUILTIN\Users:(OI)(IO)(M)`,
  ])('is read where they may not: %s', async (line) => {
    const { check, asked } = windows([...own, line]);
    expect(await check(String.raw`D:\own\config.json`)).toBe(true);
    expect(asked).toEqual([String.raw`D:\own\config.json`, String.raw`D:\own`]);
  });

  test('is read where Windows tells nothing', async () => {
    const { check } = windows([], () =>
      Promise.reject(new WeborcaError('tool-missing', { tool: 'icacls' })),
    );
    expect(await check(String.raw`D:\own\config.json`)).toBe(true);
  });
});

test('in the profile nothing is asked: others cannot write there', async () => {
  const { check, asked } = windows(['Everyone:(F)']);
  expect(await check(String.raw`c:\users\花子\AppData\Local\weborca-cert\Config\config.json`)).toBe(
    true,
  );
  expect(asked).toEqual([]);
});
