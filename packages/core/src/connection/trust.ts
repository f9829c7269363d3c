import tls, { type SecureContext, type SecureContextOptions } from 'node:tls';
import { WeborcaError } from '../errors.ts';
import { readNamed, reasonOf } from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';

/**
 * The roots for a connection. Without an extra CA undefined: TLS then takes its own defaults, which
 * VS Code complements with the system's. With one: bundled roots (and NODE_EXTRA_CA_CERTS), the
 * system's, and the extra PEM, because a `ca` that is set replaces all defaults.
 */
export function trustedRoots(extra: string | null): string[] | undefined {
  return extra === null ? undefined : distinct([...rootsOf('default'), ...systemRoots(), extra]);
}

/**
 * A TLS context for a client certificate that trusts the same as `trustedRoots`; undefined without
 * an extra CA. A list of `ca` is parsed anew for each connection: 265 certificates on Debian, 14 ms
 * and memory that V8 does not know of. Here TLS's own roots, parsed once for the process, are
 * shared, and those that they lack are added to this context alone, by the method that VS Code
 * uses for this too.
 *
 * @throws Node's own error for a key or certificate that TLS does not take
 */
export function trustingContext(
  options: SecureContextOptions,
  extra: string | null,
): SecureContext | undefined {
  if (extra === null) return undefined;
  const context = tls.createSecureContext(options);
  const add = adderOf(context);
  if (add === null) return tls.createSecureContext({ ...options, ca: trustedRoots(extra) });
  for (const pem of [...lackingRoots(), extra]) add(pem);
  return context;
}

/** Not documented, so it is looked for; the context's store is copied before it is added to. */
function adderOf({ context }: SecureContext): ((pem: string) => void) | null {
  const native: unknown = context;
  if (typeof native !== 'object' || native === null || !('addCACert' in native)) return null;
  const add: unknown = native.addCACert;
  return typeof add === 'function' ? (pem) => void Reflect.apply(add, native, [pem]) : null;
}

let system: readonly string[] | undefined;
let lacking: readonly string[] | undefined;

let trustsSystem = false;

/**
 * Makes the system's roots TLS's own, next to the bundled ones and NODE_EXTRA_CA_CERTS, for the whole
 * process: parsed once, and trusted without an extra CA as well. Only in a process that is ours
 * alone, never in an editor's extension host. Does nothing where Node cannot (before 22.19 and 24.5).
 */
export function trustSystemRoots(): void {
  const set: typeof tls.setDefaultCACertificates | undefined = tls.setDefaultCACertificates;
  if (trustsSystem || typeof set !== 'function') return;
  trustsSystem = true;
  set([...rootsOf('default'), ...lackingRoots()]);
  lacking = undefined;
}

/** Each once: Debian's lists several hundred, most of them the bundled ones in other line lengths. */
function systemRoots(): readonly string[] {
  system ??= distinct(rootsOf('system'));
  return system;
}

/** The system's roots that TLS's own do not have. */
export function lackingRoots(): readonly string[] {
  if (lacking === undefined) {
    const own = new Set(rootsOf('default').map(bodyOf));
    lacking = systemRoots().filter((pem) => !own.has(bodyOf(pem)));
  }
  return lacking;
}

function distinct(roots: readonly string[]): string[] {
  return [...new Map(roots.toReversed().map((pem) => [bodyOf(pem), pem])).values()].toReversed();
}

/** Equal for PEM texts that differ in white space only. */
function bodyOf(pem: string): string {
  return pem.replaceAll(/\s+/g, '');
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
    text = Buffer.from(await readNamed(files, path)).toString('utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new WeborcaError('file-not-found', { path }, { cause: error });
    }
    const details = { path, reason: 'unreadable', why: reasonOf(error) } as const;
    throw new WeborcaError('config-invalid', details, { cause: error });
  }
  if (!certificateBlock.test(text)) {
    throw new WeborcaError('not-a-certificate', { path, found: 'unknown' });
  }
  return text;
}
