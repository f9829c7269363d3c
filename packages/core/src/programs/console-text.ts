import { win32 } from 'node:path';
import type { Effects, ProgramCall } from '../effects.ts';
import { windowsFolder } from './find.ts';

/** `reg query`: what programs of Windows print in where there is no console that somebody has changed. */
export function codePageCall(env: Effects['env']): Pick<ProgramCall, 'program' | 'args'> {
  const key = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage`;
  return {
    program: win32.join(windowsFolder(env), 'System32', 'reg.exe'),
    args: ['query', key, '/v', 'OEMCP'],
  };
}

/** Out of `    OEMCP    REG_SZ    932`. Pure. */
export function codePageIn(stdout: string): number | null {
  const digits = /^\s*OEMCP\s+REG_SZ\s+(\d+)\s*$/m.exec(stdout)?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * What a program on Windows has printed: UTF-8, or else the code page of a Japanese Windows. A name in
 * half-width katakana (ﾐｷ, ﾄｼ) is both: there, and nowhere else, the code page is asked for. Japanese in
 * UTF-8 never looks like half-width katakana alone, so it is never asked about.
 */
export async function decodeConsole(
  bytes: Uint8Array,
  codePage: () => Promise<number | null>,
): Promise<string> {
  const shiftJis = (): string => new TextDecoder('shift_jis').decode(bytes);
  let utf8: string;
  try {
    utf8 = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return shiftJis();
  }
  const beyond = bytes.filter((byte) => byte >= 0x80);
  const isEither = beyond.length > 0 && beyond.every((byte) => byte >= 0xa1 && byte <= 0xdf);
  return isEither && (await codePage()) === 932 ? shiftJis() : utf8;
}
