import type { ProgramResult } from '../effects.ts';
import { printed } from '../programs/tool.ts';
import type { Secret } from '../secret.ts';
import type { ActionOutcome } from './types.ts';

/** `done` for exit code 0; else why not, with what was printed. */
export function outcomeOf(result: ProgramResult, secrets: readonly Secret[]): ActionOutcome {
  const output = printed(result, secrets);
  const told = output === '' ? {} : { output };
  if (result.timedOut === true) return { kind: 'failed', reason: 'time-limit', ...told };
  if (result.exitCode !== 0) return { kind: 'failed', reason: 'program-failed', ...told };
  return { kind: 'done', ...told };
}
