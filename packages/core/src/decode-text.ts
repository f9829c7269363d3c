/**
 * Text as Windows in Japan writes it: UTF-8, the Shift_JIS of decades (CP932), and what Notepad calls
 * "Unicode", which is UTF-16 with a byte order mark. The mark is dropped. Null for what is none.
 */
export function decodeText(bytes: Uint8Array): string | null {
  return decodeUnicode(bytes) ?? decodeAs('shift_jis', bytes);
}

/** The same without Shift_JIS: where a wrong guess would change what somebody has typed. */
export function decodeUnicode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes);
  return decodeAs('utf-8', bytes);
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
