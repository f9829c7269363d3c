import type { Effects, ProgramCall } from '../effects.ts';
import { powershell, textExpression } from '../stores/powershell.ts';

const setting = '[IO.File]::SetAccessControl(';

/** A new file, still empty, and the file whose rules it is to have. */
export interface LikeFile {
  readonly from: string;
  readonly to: string;
}

/**
 * Windows has no mode: a file made beside another one inherits the folder's rules, which may be
 * wider. Copies the access rules (not owner and audit, which need privileges) of each file.
 *
 * @throws Error with code EACCES: then nothing has been written into the new files yet
 */
export async function copyAccessRules(effects: Effects, files: readonly LikeFile[]): Promise<void> {
  if (files.length === 0) return;
  const { exitCode } = await effects.run(accessRulesCall(effects.env, files));
  if (exitCode === 0) return;
  throw Object.assign(new Error('access rules not copied'), { code: 'EACCES' });
}

export function accessRulesCall(
  env: Effects['env'],
  files: readonly LikeFile[],
): Pick<ProgramCall, 'program' | 'args' | 'stdin'> {
  return powershell(
    env,
    files.flatMap(({ from, to }) => [
      `$old = [IO.File]::GetAccessControl(${textExpression(from)}, 'Access')`,
      '$new = New-Object Security.AccessControl.FileSecurity',
      // Rules that were read are not written again unless they count as changed; as text they do.
      `$new.SetSecurityDescriptorSddlForm($old.GetSecurityDescriptorSddlForm('Access'), 'Access')`,
      `${setting}${textExpression(to)}, $new)`,
    ]),
  );
}

/** For a rehearsal, which starts no program: this one changes nothing but the rules of a file of ours. */
export function isAccessRulesCall({ stdin }: Pick<ProgramCall, 'stdin'>): boolean {
  return typeof stdin === 'string' && stdin.includes(setting);
}
