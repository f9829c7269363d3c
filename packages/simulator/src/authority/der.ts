/** Universal tags (X.690, 8.14 and 8.2 to 8.25), constructed where they always are. */
export const tags = {
  integer: 0x02,
  bitString: 0x03,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const;

/** The context-specific, constructed tag `[number]`. */
export function explicit(number: number): number {
  return 0xa0 | number;
}

/**
 * One element in DER: tag, definite length, contents. Parts that are encoded already stay as they
 * are, byte for byte, and thousands of certificates are put together in no time.
 */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const contents = Buffer.concat(parts);
  return Uint8Array.from(Buffer.concat([Uint8Array.of(tag), length(contents.length), contents]));
}

/** X.690, 8.1.3: one octet up to 127, else the number of octets that follow. */
function length(size: number): Uint8Array {
  if (size < 0x80) return Uint8Array.of(size);
  const octets: number[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(0x80 | octets.length, ...octets);
}
