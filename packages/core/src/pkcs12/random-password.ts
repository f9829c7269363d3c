import { Secret } from '../secret.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * 20 letters and digits, 119 bits: what every program and every import dialogue takes. Bytes that
 * would make some letters likelier are drawn again.
 */
export function randomPassword(randomBytes: (size: number) => Uint8Array): Secret {
  let text = '';
  while (text.length < 20) {
    for (const byte of randomBytes(32)) {
      if (byte < 4 * letters.length && text.length < 20)
        text += letters[byte % letters.length] ?? '';
    }
  }
  return new Secret(text);
}
