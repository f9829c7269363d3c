import { describe, expect, test } from 'vitest';
import { driveTypeCall, driveTypeIn, passesThrough } from '../../src/detection/passes-through.ts';
import { WeborcaError } from '../../src/errors.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import type { Effects, ProgramCall } from '../../src/effects.ts';

const long = String.raw`C:\Users\山田 花子\AppData\Local\Temp`;
const short = String.raw`C:\Users\YAMADA~1\AppData\Local\Temp`;

/** A Windows whose drives are of these types, as System.IO.DriveType numbers them. */
function windows(drives: Readonly<Record<string, number>>, run?: Effects['run']) {
  const calls: ProgramCall[] = [];
  const { files } = nodeEffects({ command: 'test' });
  const effects = {
    platform: 'win32' as const,
    env: { SystemRoot: String.raw`C:\Windows`, TEMP: short },
    files: { ...files, realPath: async (path: string) => path.replace(short, long) },
    run: (call: ProgramCall) => {
      calls.push(call);
      const letter = /DriveInfo '(.)'/.exec(String(call.stdin))?.[1] ?? '';
      const stdout = `drive ${drives[letter] ?? 1}\r\n`;
      return run?.(call) ?? Promise.resolve({ exitCode: 0, signal: null, stdout, stderr: '' });
    },
  };
  return { effects, calls };
}

describe('on Windows', () => {
  test('a stick is one by the type of its drive, whatever its letter', async () => {
    const { effects } = windows({ D: 3, F: 2, N: 4, R: 5 });
    const passes = (path: string) => passesThrough(effects, path);
    expect(await passes(String.raw`F:\client.p12`)).toBe(true);
    expect(await passes('f:/证/client.p12')).toBe(true);
    expect(await passes(String.raw`R:\client.p12`)).toBe(true);
    expect(await passes(String.raw`D:\ORCA\client.p12`)).toBe(false);
    expect(await passes(String.raw`N:\共有\client.p12`)).toBe(false);
  });

  test('neither the drive of Windows nor a share is asked about', async () => {
    const { effects, calls } = windows({});
    expect(await passesThrough(effects, String.raw`C:\ORCA\client.p12`)).toBe(false);
    expect(await passesThrough(effects, String.raw`\\nas\共有\client.p12`)).toBe(false);
    expect(calls).toEqual([]);
  });

  test('the temporary folder is known by its short name and by its long one', async () => {
    const { effects } = windows({});
    expect(await passesThrough(effects, String.raw`${long}\zip1\client.p12`)).toBe(true);
    expect(await passesThrough(effects, String.raw`${short}\zip1\client.p12`)).toBe(true);
    expect(await passesThrough(effects, long.toUpperCase() + String.raw`\client.p12`)).toBe(true);
  });

  test('a drive of which nothing can be told may be pulled out', async () => {
    const gone = windows({}, () =>
      Promise.reject(new WeborcaError('tool-missing', { tool: 'powershell' })),
    );
    expect(await passesThrough(gone.effects, String.raw`F:\client.p12`)).toBe(true);
    expect(driveTypeIn('')).toBe('passing');
    expect(driveTypeIn('error -2147467263\r\n')).toBe('passing');
  });

  // System.IO.DriveInfo and its DriveType: learn.microsoft.com, .NET API browser.
  test('the question goes to PowerShell on standard input', () => {
    const { program, stdin } = driveTypeCall({ SystemRoot: String.raw`C:\Windows` }, 'F');
    expect(program).toMatch(/^C:\\Windows\\System32\\.*\\powershell\.exe$/);
    expect(String(stdin)).toContain(`[int](New-Object IO.DriveInfo 'F').DriveType`);
  });
});
