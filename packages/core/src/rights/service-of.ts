import { win32 } from 'node:path';
import type { Effects, ProgramCall } from '../effects.ts';
import { quietly } from '../errors.ts';
import { powershell, textExpression } from '../stores/powershell.ts';

/**
 * The services whose program lies in this folder (`Win32_Service.PathName`), also where a wrapper that
 * lies there starts it. Names go through the console as Base64, which no code page changes.
 */
export function servicesCall(
  env: Effects['env'],
  folder: string,
): Pick<ProgramCall, 'program' | 'args' | 'stdin'> {
  const below = `${folder.replace(/\\+$/, '')}\\`;
  return powershell(env, [
    `$below = ${textExpression(below)}`,
    `Get-CimInstance Win32_Service | Where-Object { $_.PathName -and $_.PathName.TrimStart([char]34).StartsWith($below, 'OrdinalIgnoreCase') } | ` +
      `ForEach-Object { [Console]::Out.WriteLine('service ' + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($_.Name))) }`,
  ]);
}

/** The names that the call printed. A name of a service has neither slash (CreateService). Pure. */
export function servicesIn(stdout: string): readonly string[] {
  const lines = stdout.matchAll(/^service ([A-Za-z0-9+/]+={0,2})\s*$/gm);
  return [...lines]
    .map(([, base64 = '']) => Buffer.from(base64, 'base64').toString('utf8'))
    .filter((name) => /^[^\\/"]{1,256}$/.test(name));
}

/** The one service that reads these settings; null where there is none, or more than one. */
export async function windowsServiceOf(
  { env, run }: Pick<Effects, 'env' | 'run'>,
  settings: string,
): Promise<string | null> {
  const call = servicesCall(env, win32.dirname(settings));
  const result = await quietly(() => run({ ...call, timeoutMs: 30_000 }));
  const [name, ...others] = servicesIn(result?.stdout ?? '');
  return name === undefined || others.length > 0 ? null : name;
}
