import { isWeborcaError, WeborcaError, type ErrorCode } from '../errors.ts';
import { readMaterial, readVersion } from '../store/read-version.ts';
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

/** These say that the version itself is gone or broken, not that it could not be read just now. */
const lost: ReadonlySet<ErrorCode> = new Set([
  'version-unknown',
  'file-not-found',
  'password-wrong',
  'pkcs12-damaged',
  'not-a-certificate',
]);

/** Null when the version is not there any more, or does not open any more. */
export async function openIfWhole(
  session: Pick<Session, 'store' | 'certificate'>,
  id: string,
): Promise<OpenedVersion | null> {
  const read = await readVersion(session.store, session.certificate.name, id);
  if (read === null) return null;
  try {
    return await openVersion(session, read.version);
  } catch (error) {
    if (isWeborcaError(error) && lost.has(error.code)) return null;
    throw error;
  }
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
