import type { WeborcaError } from '../errors.ts';
import { isLost, withFailure, type DownloadFailure, type DownloadFailures } from './abandon.ts';
import { writtenDetails } from './failures.ts';
import { remember } from './history.ts';
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

/**
 * Counts a failure to come to the issued certificate, and gives the issuance up when that is due.
 *
 * @param resumed who forces asks for another request; a run that has sent one itself would only
 * lose what it issued
 */
export async function countFailure(
  session: Session,
  before: DownloadFailures,
  failure: DownloadFailure,
  asking: OpenedVersion,
  error: WeborcaError,
  resumed: boolean,
): Promise<Standing> {
  const { context, journal, options, certificate, folder } = session;
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
  await remember(context.effects, folder, 'abandoned', facts);
  const { name } = certificate;
  context.observe({
    kind: 'notice',
    name,
    notice: 'journal-abandoned',
    facts: { path: abandoned },
  });
  return { kind: 'lost', abandoned };
}
