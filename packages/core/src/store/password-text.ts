import { WeborcaError } from '../errors.ts';
import { Secret } from '../secret.ts';

/**
 * A password's exact UTF-8 bytes, no line end added. A lone surrogate has no UTF-8 form and would
 * come back as another password: refused (`internal`).
 */
export function encodePassword(password: Secret): Uint8Array {
  const text = password.reveal();
  if (!text.isWellFormed()) throw new WeborcaError('internal', { reason: 'password-not-unicode' });
  return new TextEncoder().encode(text);
}

/** The password those bytes are, a leading U+FEFF included; null when they are not UTF-8. */
export function decodePassword(bytes: Uint8Array): Secret | null {
  try {
    return new Secret(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}
