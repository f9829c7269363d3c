import type { JsonOf } from './schemas/build.ts';
import type { error as errorSchema } from './schemas/parts.ts';
import type { RenewalStep, WeborcaError } from '@weborca-cert/core';
import { describeError } from './describe.ts';
import { symbols } from './render/paint.ts';
import { stepLine } from './render/progress.ts';
import type { Speech } from './language.ts';
import type { Session } from './session.ts';

export interface Failure {
  /** The certificate's name, where there are several. */
  readonly name?: string;
  /** The step of a renewal it stopped at. */
  readonly step?: RenewalStep;
  readonly error: WeborcaError;
  /** Certificates that ended with the same code: what stands for all is told of the first. */
  readonly others?: readonly string[];
}

type Speaking = Pick<Session, 'out' | keyof Speech> & {
  readonly command: string | null;
};

/** `error` in `--json`. */
export function errorJson(error: WeborcaError, session: Speaking): JsonOf<typeof errorSchema> {
  const { message, hint } = describeError(error, session, session.command);
  return { code: error.code, message, hint, retry: error.retry };
}

/** What happened, why, and the way out; on standard error. */
export function tellFailure({ name, step, error, others = [] }: Failure, session: Speaking): void {
  const { out, text } = session;
  const { message, hint } = describeError(error, session, session.command);
  const said = `${message} [${error.code}]`;
  if (step === undefined) {
    const subject = name === undefined ? '' : `${name}: `;
    out.tell(` ${out.paintError('bad', symbols.failed)} ${subject}${said}`);
  } else {
    out.tell(stepLine(session, 'bad', step, said));
  }
  if (hint !== '') out.tell(`\n${indented(hint)}`);
  if (others.length > 0) out.tell(`\n${indented(text.said.othersToo(error.code, others))}`);
  if (out.verbose) tellCauses(error, session);
}

/** Of several results: many failures of one kind are told once, with the names of the others. */
export function oncePerKind(
  results: readonly { readonly name: string; readonly error?: WeborcaError | undefined }[],
): readonly Failure[] {
  const failed = results.flatMap(({ name, error }) =>
    error === undefined ? [] : [{ name, error }],
  );
  const kinds = Map.groupBy(failed, ({ error }) => error.code);
  return [...kinds.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const others = [...new Set(rest.map(({ name }) => name))].filter((one) => one !== first.name);
    return [others.length === 0 ? first : { ...first, others }];
  });
}

function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '   ');
}

/**
 * Names and codes of what is behind an error. Never its messages: those of a JSON parser or a
 * server's answer can hold a password.
 */
function tellCauses(error: WeborcaError, { out, text }: Speaking): void {
  const causes: string[] = [];
  for (let cause = error.cause; cause instanceof Error && causes.length < 8; cause = cause.cause) {
    const code: unknown = 'code' in cause ? cause.code : undefined;
    causes.push(typeof code === 'string' ? `${cause.name} ${code}` : cause.name);
  }
  if (causes.length > 0)
    out.tell(out.paintError('quiet', `\n   ${text.behind}: ${causes.join(' ← ')}`));
}
