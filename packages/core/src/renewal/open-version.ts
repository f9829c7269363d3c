import { WeborcaError } from '../errors.ts';
import { readMaterial } from '../store/read-version.ts';
import { repair } from '../store/switch.ts';
import type { StoredVersion } from '../store/types.ts';
import type { OpenedVersion, Session } from './session.ts';

/** Opens a version of the store with its own password. */
export async function openVersion(
  session: Pick<Session, 'store' | 'certificate'>,
  version: StoredVersion,
): Promise<OpenedVersion> {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const { p12, password } = await readMaterial(session.store, session.certificate.name, version.id);
  const { identity } = await openPkcs12(p12, password);
  return { version, identity, p12, password };
}

/**
 * The version in use, opened. What was broken about pointer or manifest is mended from what is on
 * disk, and said.
 */
export async function openCurrent(session: Session): Promise<OpenedVersion> {
  const { store, certificate, context } = session;
  const current = await repair(store, certificate.name);
  if (current === null) {
    throw new WeborcaError('version-unknown', { name: certificate.name, version: 'current' });
  }
  if (current.recovered) {
    context.observe({
      kind: 'notice',
      name: certificate.name,
      notice: 'store-recovered',
      facts: { version: current.id },
    });
  }
  return openVersion(session, current);
}
