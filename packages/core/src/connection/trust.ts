import tls from 'node:tls';
import { WeborcaError } from '../errors.ts';
import type { FileSystem } from '../files/file-system.ts';

/**
 * The roots for a connection. Without an extra CA undefined: TLS then takes its own defaults, which
 * VS Code complements with the system's. With one: bundled roots (and NODE_EXTRA_CA_CERTS), the
 * system's, and the extra PEM, because a `ca` that is set replaces all defaults.
 */
export function trustedRoots(extra: string | null): string[] | undefined {
  return extra === null
    ? undefined
    : [...new Set([...rootsOf('default'), ...rootsOf('system'), extra])];
}

/** Node has this since 22.15; Electron's BoringSSL build may lack it, hence no named import. */
function rootsOf(kind: 'default' | 'system'): readonly string[] {
  const get: typeof tls.getCACertificates | undefined = tls.getCACertificates;
  if (typeof get === 'function') return get(kind);
  return kind === 'default' ? tls.rootCertificates : [];
}

const certificateBlock = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----/;

/**
 * Reads the PEM file of an extra CA.
 *
 * @throws WeborcaError `file-not-found`, `config-invalid` (unreadable), or `not-a-certificate`
 *   when there is no certificate in it: TLS would take such a file without a word and trust nothing
 */
export async function readCaFile(files: FileSystem, path: string): Promise<string> {
  let text: string;
  try {
    text = Buffer.from(await files.readFile(path)).toString('utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new WeborcaError('file-not-found', { path }, { cause: error });
    }
    throw new WeborcaError('config-invalid', { path, reason: 'unreadable' }, { cause: error });
  }
  if (!certificateBlock.test(text)) {
    throw new WeborcaError('not-a-certificate', { path, found: 'unknown' });
  }
  return text;
}
