import { WeborcaError } from '../errors.ts';

/** More than fifty thousand certificates; what is larger is not a configuration. */
const maxBytes = 32 * 1024 * 1024;

/** Bytes of the file to text. @throws WeborcaError `config-invalid` (`encoding`) when not UTF-8. */
export function decodeText(path: string, bytes: Uint8Array): string {
  if (bytes.length > maxBytes) {
    throw new WeborcaError('config-invalid', { path, reason: 'unreadable', why: 'too-large' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new WeborcaError(
      'config-invalid',
      { path, reason: 'encoding', expected: 'UTF-8' },
      { cause },
    );
  }
}
