// PITABLE of RFC 2268, section 2.
const pi = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);

const rotations = [1, 2, 3, 5] as const;

interface Rc2 {
  readonly key: Uint8Array;
  /** Of the key, section 2 of the RFC: 40 for `RC2-40`. */
  readonly effectiveBits: number;
  readonly iv: Uint8Array;
}

/**
 * Decrypts RC2 in CBC mode (RFC 2268); OpenSSL 3 and BoringSSL do not have it. Padding stays.
 *
 * @param data whole blocks of eight bytes
 */
export function decryptRc2Cbc({ key, effectiveBits, iv }: Rc2, data: Uint8Array): Uint8Array {
  const words = expandKey(key, effectiveBits);
  const output = new Uint8Array(data.length);
  let previous = iv;
  for (let start = 0; start + 8 <= data.length; start += 8) {
    const block = data.subarray(start, start + 8);
    const plain = decryptBlock(words, block);
    for (let index = 0; index < 8; index += 1) {
      output[start + index] = at(plain, index) ^ at(previous, index);
    }
    previous = block;
  }
  return output;
}

function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  const length = key.length;
  for (let i = length; i < 128; i += 1) {
    bytes[i] = at(pi, (at(bytes, i - 1) + at(bytes, i - length)) & 0xff);
  }
  const effective = Math.ceil(effectiveBits / 8);
  const mask = 0xff >> (8 * effective - effectiveBits);
  bytes[128 - effective] = at(pi, at(bytes, 128 - effective) & mask);
  for (let i = 127 - effective; i >= 0; i -= 1) {
    bytes[i] = at(pi, at(bytes, i + 1) ^ at(bytes, i + effective));
  }
  return Uint16Array.from({ length: 64 }, (_, i) => at(bytes, 2 * i) | (at(bytes, 2 * i + 1) << 8));
}

/** Section 4: five rounds of r-mixing, one of r-mashing, six, one, five. */
function decryptBlock(words: Uint16Array, block: Uint8Array): Uint8Array {
  const r = Uint16Array.from(
    { length: 4 },
    (_, i) => at(block, 2 * i) | (at(block, 2 * i + 1) << 8),
  );
  for (let round = 15; round >= 0; round -= 1) {
    for (let i = 3; i >= 0; i -= 1) {
      const one = at(r, (i + 3) & 3);
      const rotation = at(rotations, i);
      const rotated = (at(r, i) >>> rotation) | (at(r, i) << (16 - rotation));
      const mixed = (one & at(r, (i + 2) & 3)) + (~one & at(r, (i + 1) & 3));
      r[i] = (rotated & 0xffff) - at(words, 4 * round + i) - mixed;
    }
    if (round === 11 || round === 5) {
      for (let i = 3; i >= 0; i -= 1) r[i] = at(r, i) - at(words, at(r, (i + 3) & 3) & 63);
    }
  }
  return Uint8Array.from({ length: 8 }, (_, i) => at(r, i >> 1) >> (8 * (i & 1)));
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? 0;
}
