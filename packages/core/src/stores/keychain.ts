import { WeborcaError } from '../errors.ts';
import type { ProgramCall } from '../effects.ts';
import type { Secret } from '../secret.ts';

const program = '/usr/bin/security';

/**
 * `security import` wants the password as an argument (`-P`). In its interactive mode (`-i`) the
 * command comes in on standard input instead, where no other user sees it.
 *
 * @throws WeborcaError `consumer-failed` (`value-not-writable`) for a path or password that its
 *   command line cannot hold
 */
export function importCall(
  p12File: string,
  password: Secret,
  keychain: string | null,
): ProgramCall {
  const words = [
    ...['import', quoted(p12File), '-f', 'pkcs12', '-P', quoted(password.reveal())],
    // Browsers may use the key without asking; everything else asks.
    ...['-T', quoted('/Applications/Google Chrome.app'), '-T', quoted('/Applications/Safari.app')],
    ...(keychain === null ? [] : ['-k', quoted(keychain)]),
  ];
  return { program, args: ['-i'], stdin: `${words.join(' ')}\n` };
}

/** Every certificate with its SHA-256: `SHA-256 hash: …` in the output. */
export function listCall(keychain: string | null): ProgramCall {
  const args = ['find-certificate', '-a', '-Z', ...(keychain === null ? [] : [keychain])];
  return { program, args };
}

/** Every certificate as PEM. */
export function certificatesCall(keychain: string | null): ProgramCall {
  const args = ['find-certificate', '-a', '-p', ...(keychain === null ? [] : [keychain])];
  return { program, args };
}

/** Removes one certificate with its key. */
export function removeCall(fingerprintSha256: string, keychain: string | null): ProgramCall {
  const hash = fingerprintSha256.toUpperCase();
  const args = ['delete-identity', '-Z', hash, ...(keychain === null ? [] : [keychain])];
  return { program, args };
}

/** Opens Keychain Access with the file; it asks for the password itself. */
export function keychainAccessCall(p12File: string): ProgramCall {
  return { program: '/usr/bin/open', args: ['-b', 'com.apple.keychainaccess', p12File] };
}

export function fingerprintsIn(stdout: string): ReadonlySet<string> {
  const found = stdout.matchAll(/^SHA-256 hash: ([0-9A-Fa-f]{64})\s*$/gm);
  return new Set([...found].map(([, hash = '']) => hash.toLowerCase()));
}

/**
 * One word for `security -i`: between double quotes a backslash takes the next character as it is.
 * A line holds one command, so a line end cannot be written; its lines are limited, too.
 */
function quoted(text: string): string {
  if (/\p{Cc}/u.test(text) || Buffer.byteLength(text) > 1024) {
    const details = { kind: 'keychain', path: program, reason: 'value-not-writable' } as const;
    throw new WeborcaError('consumer-failed', details);
  }
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
