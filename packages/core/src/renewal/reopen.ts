import type { Advancing } from './advance.ts';
import type { OpenedVersion, Session } from './session.ts';

/**
 * Opens a journal at *saved*: for a version that came by another road than our own request, or that
 * has to be verified again.
 *
 * @param inUse the version that it is to replace
 * @param version `refused`: WebORCA has just refused it
 */
export async function reopenAtSaved(
  session: Session,
  inUse: OpenedVersion,
  { version, refused = false }: { readonly version: string; readonly refused?: boolean },
): Promise<Extract<Advancing, { step: 'saved' }>> {
  const { context, journal, service } = session;
  const at = context.effects.now();
  const request = {
    at,
    askingVersion: inUse.version.id,
    askingFingerprint: inUse.identity.leaf.facts.fingerprintSha256,
    api: service.api ?? service.weborca,
    answer: null,
  };
  const saved = { at, version, refusedAt: refused ? at : null };
  await journal.reopen(request, saved);
  return { step: 'saved', request, saved, clockOffsetMs: 0 };
}
