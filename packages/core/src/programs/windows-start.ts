import { win32 } from 'node:path';
import type { Effects, ProgramCall } from '../effects.ts';
import { quietly } from '../errors.ts';
import { windowsFolder } from './find.ts';

/** `Process.StartTime` as FILETIME, a number in every language. `wmic` is gone since Windows 11 24H2. */
export function windowsStartCall(
  env: Effects['env'],
  pid: number,
): Pick<ProgramCall, 'program' | 'args'> {
  const folder = win32.join(windowsFolder(env), 'System32', 'WindowsPowerShell', 'v1.0');
  const script = `[Console]::Out.WriteLine((Get-Process -Id ${pid}).StartTime.ToFileTimeUtc())`;
  return {
    program: win32.join(folder, 'powershell.exe'),
    args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script],
  };
}

/** From 1601 to 1970, in units of 100 ns. */
const unixEpoch = 116_444_736_000_000_000n;

/** FILETIME counts 100 ns since 1601. Null: nothing was told. Pure. */
export function fileTimeIn(stdout: string): Date | null {
  const digits = /^\s*(\d{17,19})\s*$/.exec(stdout)?.[1];
  return digits === undefined ? null : new Date(Number((BigInt(digits) - unixEpoch) / 10_000n));
}

const keptMs = 60_000;
const told = new Map<number, { readonly at: number; readonly start: Promise<Date | null> }>();

/** When a process of Windows started; asked once a minute, since a waiting run asks often. */
export function windowsStartOf(pid: number): Promise<Date | null> {
  const at = performance.now();
  const known = told.get(pid);
  if (known !== undefined && at - known.at < keptMs) return known.start;
  const start = quietly(async () => {
    const { runProgram } = await import('./run.ts');
    const call = windowsStartCall(process.env, pid);
    return fileTimeIn((await runProgram({ ...call, timeoutMs: 15_000 })).stdout);
  });
  told.set(pid, { at, start });
  return start;
}
