import {
  asWeborcaError,
  bring,
  filesBrought,
  hasCode,
  receiveBrought,
  WeborcaError,
  type BroughtFile,
  type Context,
  type PasswordSource,
  type ReceivedFile,
} from '@weborca-cert/core';
import type { Values } from './arguments/fields.ts';
import type { ReportOf } from './command.ts';
import { offerImports } from './dialogues/import-offer.ts';
import { exitCodes } from './exit-codes.ts';
import { passwordForAll, withPassword, type passwordFields } from './passwords.ts';
import { followSteps } from './render/progress.ts';
import {
  receivedFailures,
  receivedJson,
  renderReceived,
  type ReceivedRow,
} from './render/received-several.ts';
import { openContext, type Session } from './session.ts';

type Passwords = Values<typeof passwordFields>;

/** What goes for all files alike. */
export interface ForAll extends Passwords {
  readonly acceptIssuer: string | null;
}

/**
 * Takes in several files: all are opened first, so that old and new may come in any order; then the
 * latest of each certificate is taken in. One that fails holds none of the others back.
 */
export async function receiveSeveral(
  files: readonly [string, ...string[]],
  { acceptIssuer, ...passwords }: ForAll,
  session: Session,
): Promise<ReportOf<'receive'>> {
  const progress = followSteps(session, true);
  const context = openContext(session, progress.observe);
  const options = acceptIssuer === null ? {} : { acceptIssuer };
  const look = await bring(context, files[0], options);
  const open = opener(look, passwords, session);
  const rows = new Map<string, ReceivedRow>();
  const brought: BroughtFile[] = [];
  for (const file of files) {
    session.signal.throwIfAborted();
    try {
      brought.push(await open(file));
    } catch (error) {
      if (hasCode(error, 'interrupted')) throw error;
      rows.set(file, { file, received: null, error: asWeborcaError(error) });
    }
  }
  const taken = await takeAll(context, brought, options);
  const renewed = taken.flatMap(({ result }) => result ?? []);
  const imports = await offerImports(context, renewed, session);
  for (const received of taken) {
    const { file } = received.brought;
    const error = received.result?.error;
    rows.set(file, { file, received, ...(error === undefined ? {} : { error }) });
  }
  // In the order in which they were named.
  const all = files.flatMap((file) => rows.get(file) ?? []);
  const failed = all.some(({ error }) => error !== undefined);
  return {
    exitCode: failed ? exitCodes.failed : exitCodes.done,
    json: { results: all.map((row) => receivedJson(row, session)) },
    text: renderReceived(all, { stopped: session.signal.aborted, imports }, session, context),
    whenQuiet: '',
    failures: receivedFailures(all),
  };
}

/** Absolute paths of what is meant; one stays one. */
export async function filesMeant(
  typed: readonly [string, ...string[]],
  session: Session,
): Promise<readonly [string, ...string[]]> {
  const [first, ...others] = await filesBrought(openContext(session), typed);
  return first === undefined ? typed : [first, ...others];
}

/** Stopped by a person: what is done is done, and is shown. */
async function takeAll(
  context: Context,
  brought: readonly BroughtFile[],
  options: Parameters<typeof receiveBrought>[2],
): Promise<readonly ReceivedFile[]> {
  const done: ReceivedFile[] = [];
  try {
    for await (const received of receiveBrought(context, brought, options)) done.push(received);
  } catch (error) {
    if (!context.signal.aborted) throw error;
  }
  return done;
}

/** A password that was named is for all of them; else each is asked for, and Enter leaves it out. */
function opener(
  look: (file: string, password: PasswordSource) => Promise<BroughtFile>,
  passwords: Passwords,
  session: Session,
): (file: string) => Promise<BroughtFile> {
  const forAll = passwordForAll(passwords, session);
  if (forAll !== null) return (file) => look(file, forAll);
  if (session.ask === null) return (file) => look(file, async () => null);
  return (file) =>
    withPassword(passwords, session, file, async (password) => {
      try {
        return await look(file, password);
      } catch (error) {
        const leftOut = hasCode(error, 'password-wrong') && (await password())?.reveal() === '';
        if (!leftOut) throw error;
        throw new WeborcaError('password-missing', { path: file }, { cause: error });
      }
    });
}
