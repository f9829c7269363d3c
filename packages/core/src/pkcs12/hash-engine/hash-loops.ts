// The hot loops of the PKCS#12 derivation (RFC 7292, B.2): a digest, hashed again and again. It fits
// one block together with its padding, so nothing is allocated and nothing is copied: the state is
// a few 32-bit integers. `createHash` in a loop is five times slower.
//
// The functions must stand alone, without anything from outside: their text is also what the
// worker threads run (see hash-worker.ts). The rounds are written out five or four at a time,
// because moving the registers around after each costs a quarter of the time; after four of SHA-256
// it costs nothing that could be measured (eight at a time took 6 % longer).

/**
 * SHA-1 (FIPS 180-4, 6.1) of a 20-byte digest, `times` times.
 *
 * @param state five big-endian words, replaced by the result
 */
export function sha1Loop(state: Int32Array, times: number): void {
  const w = new Int32Array(80);
  let s0 = state[0] ?? 0;
  let s1 = state[1] ?? 0;
  let s2 = state[2] ?? 0;
  let s3 = state[3] ?? 0;
  let s4 = state[4] ?? 0;
  w[5] = 0x80000000;
  w[15] = 160;
  for (let n = 0; n < times; n += 1) {
    w[0] = s0;
    w[1] = s1;
    w[2] = s2;
    w[3] = s3;
    w[4] = s4;
    for (let t = 16; t < 80; t += 1) {
      const x = (w[t - 3] ?? 0) ^ (w[t - 8] ?? 0) ^ (w[t - 14] ?? 0) ^ (w[t - 16] ?? 0);
      w[t] = (x << 1) | (x >>> 31);
    }
    let a = 0x67452301;
    let b = 0xefcdab89 | 0;
    let c = 0x98badcfe | 0;
    let d = 0x10325476;
    let e = 0xc3d2e1f0 | 0;
    let i = 0;
    for (; i < 20; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + (w[i] ?? 0) + 0x5a827999) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + (c ^ (a & (b ^ c))) + (w[i + 1] ?? 0) + 0x5a827999) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + (b ^ (e & (a ^ b))) + (w[i + 2] ?? 0) + 0x5a827999) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + (a ^ (d & (e ^ a))) + (w[i + 3] ?? 0) + 0x5a827999) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + (e ^ (c & (d ^ e))) + (w[i + 4] ?? 0) + 0x5a827999) | 0;
      c = (c << 30) | (c >>> 2);
    }
    for (; i < 40; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + (w[i] ?? 0) + 0x6ed9eba1) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + (w[i + 1] ?? 0) + 0x6ed9eba1) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + (w[i + 2] ?? 0) + 0x6ed9eba1) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + (w[i + 3] ?? 0) + 0x6ed9eba1) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + (w[i + 4] ?? 0) + 0x6ed9eba1) | 0;
      c = (c << 30) | (c >>> 2);
    }
    for (; i < 60; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + ((b & c) | (d & (b | c))) + (w[i] ?? 0) + 0x8f1bbcdc) | 0;
      b = (b << 30) | (b >>> 2);
      d =
        (d + ((e << 5) | (e >>> 27)) + ((a & b) | (c & (a | b))) + (w[i + 1] ?? 0) + 0x8f1bbcdc) |
        0;
      a = (a << 30) | (a >>> 2);
      c =
        (c + ((d << 5) | (d >>> 27)) + ((e & a) | (b & (e | a))) + (w[i + 2] ?? 0) + 0x8f1bbcdc) |
        0;
      e = (e << 30) | (e >>> 2);
      b =
        (b + ((c << 5) | (c >>> 27)) + ((d & e) | (a & (d | e))) + (w[i + 3] ?? 0) + 0x8f1bbcdc) |
        0;
      d = (d << 30) | (d >>> 2);
      a =
        (a + ((b << 5) | (b >>> 27)) + ((c & d) | (e & (c | d))) + (w[i + 4] ?? 0) + 0x8f1bbcdc) |
        0;
      c = (c << 30) | (c >>> 2);
    }
    for (; i < 80; i += 5) {
      e = (e + ((a << 5) | (a >>> 27)) + (b ^ c ^ d) + (w[i] ?? 0) + 0xca62c1d6) | 0;
      b = (b << 30) | (b >>> 2);
      d = (d + ((e << 5) | (e >>> 27)) + (a ^ b ^ c) + (w[i + 1] ?? 0) + 0xca62c1d6) | 0;
      a = (a << 30) | (a >>> 2);
      c = (c + ((d << 5) | (d >>> 27)) + (e ^ a ^ b) + (w[i + 2] ?? 0) + 0xca62c1d6) | 0;
      e = (e << 30) | (e >>> 2);
      b = (b + ((c << 5) | (c >>> 27)) + (d ^ e ^ a) + (w[i + 3] ?? 0) + 0xca62c1d6) | 0;
      d = (d << 30) | (d >>> 2);
      a = (a + ((b << 5) | (b >>> 27)) + (c ^ d ^ e) + (w[i + 4] ?? 0) + 0xca62c1d6) | 0;
      c = (c << 30) | (c >>> 2);
    }
    s0 = (a + 0x67452301) | 0;
    s1 = (b + 0xefcdab89) | 0;
    s2 = (c + 0x98badcfe) | 0;
    s3 = (d + 0x10325476) | 0;
    s4 = (e + 0xc3d2e1f0) | 0;
  }
  state[0] = s0;
  state[1] = s1;
  state[2] = s2;
  state[3] = s3;
  state[4] = s4;
}

/**
 * SHA-256 (FIPS 180-4, 6.2) of a 32-byte digest, `times` times.
 *
 * @param state eight big-endian words, replaced by the result
 * @param k the constants of the rounds
 */
export function sha256Loop(state: Int32Array, times: number, k: Int32Array): void {
  const w = new Int32Array(64);
  let s0 = state[0] ?? 0;
  let s1 = state[1] ?? 0;
  let s2 = state[2] ?? 0;
  let s3 = state[3] ?? 0;
  let s4 = state[4] ?? 0;
  let s5 = state[5] ?? 0;
  let s6 = state[6] ?? 0;
  let s7 = state[7] ?? 0;
  w[8] = 0x80000000;
  w[15] = 256;
  for (let n = 0; n < times; n += 1) {
    w[0] = s0;
    w[1] = s1;
    w[2] = s2;
    w[3] = s3;
    w[4] = s4;
    w[5] = s5;
    w[6] = s6;
    w[7] = s7;
    for (let j = 16; j < 64; j += 1) {
      const x = w[j - 15] ?? 0;
      const y = w[j - 2] ?? 0;
      const r = (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) + (w[j - 16] ?? 0);
      const s =
        (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)) + (w[j - 7] ?? 0);
      w[j] = (r | 0) + (s | 0);
    }
    let a = 0x6a09e667;
    let b = 0xbb67ae85 | 0;
    let c = 0x3c6ef372;
    let d = 0xa54ff53a | 0;
    let e = 0x510e527f;
    let f = 0x9b05688c | 0;
    let g = 0x1f83d9ab;
    let h = 0x5be0cd19;
    let t = 0;
    for (let i = 0; i < 64; i += 4) {
      t = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7)))) | 0;
      t = (t + (((g ^ (e & (f ^ g))) + (((k[i] ?? 0) + (w[i] ?? 0)) | 0)) | 0)) | 0;
      d = (d + t) | 0;
      h =
        (((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
        ((a & b) | (c & (a | b)));
      h = ((h | 0) + t) | 0;
      t = (g + (((d >>> 6) | (d << 26)) ^ ((d >>> 11) | (d << 21)) ^ ((d >>> 25) | (d << 7)))) | 0;
      t = (t + (((f ^ (d & (e ^ f))) + (((k[i + 1] ?? 0) + (w[i + 1] ?? 0)) | 0)) | 0)) | 0;
      c = (c + t) | 0;
      g =
        (((h >>> 2) | (h << 30)) ^ ((h >>> 13) | (h << 19)) ^ ((h >>> 22) | (h << 10))) +
        ((h & a) | (b & (h | a)));
      g = ((g | 0) + t) | 0;
      t = (f + (((c >>> 6) | (c << 26)) ^ ((c >>> 11) | (c << 21)) ^ ((c >>> 25) | (c << 7)))) | 0;
      t = (t + (((e ^ (c & (d ^ e))) + (((k[i + 2] ?? 0) + (w[i + 2] ?? 0)) | 0)) | 0)) | 0;
      b = (b + t) | 0;
      f =
        (((g >>> 2) | (g << 30)) ^ ((g >>> 13) | (g << 19)) ^ ((g >>> 22) | (g << 10))) +
        ((g & h) | (a & (g | h)));
      f = ((f | 0) + t) | 0;
      t = (e + (((b >>> 6) | (b << 26)) ^ ((b >>> 11) | (b << 21)) ^ ((b >>> 25) | (b << 7)))) | 0;
      t = (t + (((d ^ (b & (c ^ d))) + (((k[i + 3] ?? 0) + (w[i + 3] ?? 0)) | 0)) | 0)) | 0;
      a = (a + t) | 0;
      e =
        (((f >>> 2) | (f << 30)) ^ ((f >>> 13) | (f << 19)) ^ ((f >>> 22) | (f << 10))) +
        ((f & g) | (h & (f | g)));
      e = ((e | 0) + t) | 0;
      // Four rounds on, each half of the registers stands where the other has to be.
      t = a;
      a = e;
      e = t;
      t = b;
      b = f;
      f = t;
      t = c;
      c = g;
      g = t;
      t = d;
      d = h;
      h = t;
    }
    s0 = (a + 0x6a09e667) | 0;
    s1 = (b + 0xbb67ae85) | 0;
    s2 = (c + 0x3c6ef372) | 0;
    s3 = (d + 0xa54ff53a) | 0;
    s4 = (e + 0x510e527f) | 0;
    s5 = (f + 0x9b05688c) | 0;
    s6 = (g + 0x1f83d9ab) | 0;
    s7 = (h + 0x5be0cd19) | 0;
  }
  state[0] = s0;
  state[1] = s1;
  state[2] = s2;
  state[3] = s3;
  state[4] = s4;
  state[5] = s5;
  state[6] = s6;
  state[7] = s7;
}
