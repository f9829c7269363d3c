import { type ErrorCode, hasCode, isWeborcaError, WeborcaError } from '../errors.ts';
import { issuedFile } from '../store/layout.ts';
import { recoverCurrent, repair } from '../store/current.ts';
import { readMaterial, readVersion } from '../store/read-version.ts';
import type { Secret } from '../secret.ts';
import type { StoredVersion } from '../store/types.ts';
import type { OpenedPair, OpenedVersion, Session } from './session.ts';
import { sameBytes } from '../bytes.ts';

/**
 * Opens a version of the store with its own password.
 *
 * @param opened what was opened before: not opened again when file and password are the same, byte
 * for byte
 * @throws WeborcaError `file-not-found`, or `pkcs12-damaged` for whatever else keeps it from opening:
 * it did open when it was written
 */
export async function openVersion(
  session: Pick<Session, 'store' | 'certificate'>,
  version: StoredVersion,
  opened?: OpenedPair,
): Promise<OpenedVersion> {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const { store, certificate } = session;
  const path = issuedFile(version);
  try {
    const { p12, password } = await readMaterial(store, certificate.name, version.id);
    const same = opened !== undefined && isSame(opened, p12, password) ? opened : null;
    const { identity } = same ?? (await openPkcs12(p12, password, { path }));
    return { version, identity, p12, password };
  } catch (error) {
    throw ofStore(error, certificate.name, path);
  }
}

function isSame(opened: OpenedPair, p12: Uint8Array, password: Secret): boolean {
  return sameBytes(opened.p12, p12) && opened.password.reveal() === password.reveal();
}

/** In the store it is not another file that a person should give, but another version. */
function ofStore(error: unknown, stored: string, path: string): unknown {
  if (!isWeborcaError(error) || !lost.has(error.code)) return error;
  if (hasCode(error, 'version-unknown')) return error;
  if (hasCode(error, 'file-not-found')) {
    return new WeborcaError('file-not-found', { ...error.details, stored }, { cause: error });
  }
  const at = hasCode(error, 'pkcs12-damaged')
    ? error.details.at
    : error.code === 'password-wrong'
      ? 'password'
      : 'structure';
  return new WeborcaError('pkcs12-damaged', { path, at, stored }, { cause: error });
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
  opened?: OpenedPair,
): Promise<OpenedVersion | null> {
  const read = await readVersion(session.store, session.certificate.name, id);
  if (read === null) return null;
  try {
    return await openVersion(session, read.version, opened);
  } catch (error) {
    if (isWeborcaError(error) && lost.has(error.code)) return null;
    throw error;
  }
}

/**
 * The version in use, opened. What was broken about pointer or manifest is mended from what is on
 * disk, and said.
 *
 * @param opened as for `openVersion`
 */
export async function openCurrent(session: Session, opened?: OpenedPair): Promise<OpenedVersion> {
  const { store, certificate, context, options } = session;
  const mend = options.dryRun ? recoverCurrent : repair;
  const current = await mend(store, certificate.name);
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
  return openVersion(session, current, opened);
}
