import type { ProgramCall } from '../effects.ts';
import { windowsFolder } from '../programs/find.ts';
import { win32 } from 'node:path';

/**
 * PowerShell with the script on standard input, so that nothing of it is among the arguments that
 * every user can see. The script is ASCII and of single-line statements: the console's code page
 * (932 in Japan) changes nothing, and `-Command -` runs each line as it comes.
 */
export function powershell(
  env: Readonly<Record<string, string | undefined>>,
  statements: readonly string[],
): Pick<ProgramCall, 'program' | 'args' | 'stdin'> {
  const folder = windowsFolder(env);
  const lines = [
    `$ErrorActionPreference = 'Stop'`,
    `try { ${statements.join('; ')} } catch { Write-Output ('error ' + $_.Exception.HResult); exit 1 }`,
  ];
  return {
    program: win32.join(folder, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    args: [
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-ExecutionPolicy',
      'Bypass',
      '-Command',
      '-',
    ],
    // The empty line ends the block that PowerShell is still reading.
    stdin: `${lines.join('\r\n')}\r\n\r\n`,
  };
}

/** A PowerShell expression for any text, in ASCII and without a quote that could end it. */
export function textExpression(text: string): string {
  const base64 = Buffer.from(text, 'utf8').toString('base64');
  return `[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('${base64}'))`;
}
