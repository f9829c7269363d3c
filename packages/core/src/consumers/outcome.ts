import type { ProgramResult } from '../effects.ts';
import { printed } from '../programs/tool.ts';
import type { Secret } from '../secret.ts';
import type { ActionOutcome, Ended } from './types.ts';

const mostLines = 5;
const mostCharacters = 500;

/** How it ended, in as much as a message has room for: the end of what was printed says most. */
export function endOf({
  exitCode,
  output,
}: { readonly [K in keyof Ended]?: Ended[K] | undefined }): Ended {
  const lines = (output ?? '').trimEnd().split('\n').slice(-mostLines);
  const last = lines.join('\n').slice(-mostCharacters);
  return {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(last === '' ? {} : { output: last }),
  };
}

/** `done` for exit code 0; else why not, with what was printed. */
export function outcomeOf(result: ProgramResult, secrets: readonly Secret[]): ActionOutcome {
  const output = printed(result, secrets);
  const told = output === '' ? {} : { output };
  if (result.timedOut === true) return { kind: 'failed', reason: 'time-limit', ...told };
  const { exitCode } = result;
  if (exitCode !== 0) {
    const ended = exitCode === null ? {} : { exitCode };
    return { kind: 'failed', reason: 'program-failed', ...ended, ...told };
  }
  return { kind: 'done', ...told };
}
