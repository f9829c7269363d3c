import type { WeborcaError } from '../errors.ts';
import type { DownloadFailures } from '../store/journal-state.ts';
import { isLost, withFailure, type DownloadFailure } from './abandon.ts';
import { writtenDetails } from '../store/failures.ts';
import { tellNotWritten, type OpenedVersion, type Session } from './session.ts';

/** An issuance that came to nothing: its journal was renamed and kept. */
export interface Abandoned {
  /** Where it is kept. */
  readonly abandoned: string;
  readonly error: WeborcaError;
}

export function isAbandoned(value: object): value is Abandoned {
  return 'abandoned' in value;
}

/** What a failure means for the issuance: it stays open, or its journal was put away. */
export type Standing =
  | { readonly kind: 'open'; readonly failures: DownloadFailures }
  | { readonly kind: 'lost'; readonly abandoned: string };

/** A failure to come to the issued certificate. */
export interface Failing {
  readonly before: DownloadFailures;
  readonly failure: DownloadFailure;
  readonly asking: OpenedVersion;
  readonly error: WeborcaError;
  /**
   * Whoever forces asks for another request; a run that has sent one itself would only lose what it
   * issued.
   */
  readonly resumed: boolean;
}

/** Counts it, and gives the issuance up when that is due. */
export async function countFailure(
  session: Session,
  { before, failure, asking, error, resumed }: Failing,
): Promise<Standing> {
  const { context, journal, history, options, certificate } = session;
  const now = context.effects.now();
  const remaining = asking.identity.leaf.facts.notAfter.getTime() - now.getTime();
  const failures = withFailure(before, failure, remaining, now);
  if (!isLost(failures, failure, now, options.force && resumed)) {
    if (failures !== before) {
      await journal
        .noteFailures(failures)
        .catch((problem: unknown) => tellNotWritten(session, problem));
    }
    return { kind: 'open', failures };
  }
  const abandoned = await journal.abandon();
  const facts = { code: error.code, details: writtenDetails(error), path: abandoned };
  await history.remember('abandoned', facts);
  const { name } = certificate;
  context.observe({
    kind: 'notice',
    name,
    notice: 'journal-abandoned',
    facts: { path: abandoned },
  });
  return { kind: 'lost', abandoned };
}
