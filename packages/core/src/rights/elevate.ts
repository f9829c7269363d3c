import type { Effects, ProgramCall } from '../effects.ts';
import { isWeborcaError } from '../errors.ts';
import { powershell, textExpression } from '../stores/powershell.ts';

/** How a question of the system (UAC) and what came after it went. */
export type Elevated = 'done' | 'declined' | 'failed';

/** Not among PowerShell's own exit codes, 0 and 1. */
const declinedCode = 4;

/** Somebody may have to fetch the person who knows the administrator's password. */
const waitMs = 600_000;

// CreateProcess takes 32,767 characters; the rest is the program and its switches.
const longestScript = 32_000;

/**
 * PowerShell that asks the system for administrator rights, once, for this one script. The script is
 * the whole of what runs with them, and stands among the arguments: what would lie in a file could be
 * another by then, and the person who is asked can read it ("show details"). Neither this program nor
 * anything of a user's configuration is started.
 *
 * `Process.Start` with the verb `runas` and not `Start-Process`: only its exception tells that the
 * question was declined (`Win32Exception`, ERROR_CANCELLED 1223).
 *
 * @param script one line, without double quotes
 */
export function elevateCall(
  env: Effects['env'],
  script: string,
): Pick<ProgramCall, 'program' | 'args' | 'stdin'> {
  const { program } = powershell(env, []);
  const args = `-NoLogo -NoProfile -NonInteractive -Command "${script}"`;
  return powershell(env, [
    '$i = New-Object Diagnostics.ProcessStartInfo',
    `$i.FileName = ${textExpression(program)}`,
    `$i.Arguments = ${textExpression(args)}`,
    `$i.Verb = 'runas'`,
    '$i.UseShellExecute = $true',
    `$i.WindowStyle = 'Hidden'`,
    `try { $p = [Diagnostics.Process]::Start($i) } catch { if ($_.Exception.GetBaseException().NativeErrorCode -eq 1223) { exit ${declinedCode} }; throw }`,
    '$p.WaitForExit()',
    'exit $p.ExitCode',
  ]);
}

/** Asks, and waits until it is done. */
export async function elevate(
  { env, run }: Pick<Effects, 'env' | 'run'>,
  script: string,
): Promise<Elevated> {
  if (script.length > longestScript || /["\r\n]/.test(script)) return 'failed';
  try {
    const { exitCode } = await run({ ...elevateCall(env, script), timeoutMs: waitMs });
    if (exitCode === 0) return 'done';
    return exitCode === declinedCode ? 'declined' : 'failed';
  } catch (error) {
    if (isWeborcaError(error)) return 'failed';
    throw error;
  }
}
