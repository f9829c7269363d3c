import { address, type Code, get, moduleOf, opcode, repeat, set, type, unsigned } from './wasm.ts';

// SHA-1 of four digests at the same time, as WebAssembly: an old file needs six derivations, and
// one pass over four takes less time than the loop in JavaScript for one. The module is put
// together here, so that there is neither a binary in the repository nor a file that every bundle
// would have to find.

const vector = {
  load: [opcode.vector, 0x00],
  store: [opcode.vector, 0x0b],
  constant: [opcode.vector, 0x0c],
  or: [opcode.vector, 0x50],
  xor: [opcode.vector, 0x51],
  bitselect: [opcode.vector, 0x52],
  shiftLeft: [opcode.vector, 0xab, 0x01],
  shiftRight: [opcode.vector, 0xad, 0x01],
  add: [opcode.vector, 0xae, 0x01],
} as const;

// Local 0 counts down, 1 to 5 are the registers a to e, 6 is for scratch.
const scratch = 6;

/** Word `t` of the message schedule, of all four lanes, lies at 16 times `t`. */
function load(code: Code, t: number): void {
  code.push(opcode.constant, 0, ...vector.load, 4);
  unsigned(code, 16 * t);
}

/** What is on the stack goes to word `t`, over an address that `address` put under it. */
function store(code: Code, t: number): void {
  code.push(...vector.store, 4);
  unsigned(code, 16 * t);
}

/** The same 32-bit number in every lane. */
function splat(code: Code, value: number): void {
  code.push(...vector.constant);
  for (let lane = 0; lane < 4; lane += 1) {
    for (let shift = 0; shift < 32; shift += 8) code.push((value >>> shift) & 0xff);
  }
}

/** Rotates what is on the stack to the left. */
function rotate(code: Code, bits: number): void {
  code.push(opcode.localTee, scratch, opcode.constant, bits, ...vector.shiftLeft);
  get(code, scratch);
  code.push(opcode.constant, 32 - bits, ...vector.shiftRight, ...vector.or);
}

/** FIPS 180-4, 4.1.1: Ch in rounds 0 to 19, Maj in 40 to 59, else Parity. */
function mix(code: Code, t: number, [b, c, d]: readonly [number, number, number]): void {
  const isMajority = t >= 40 && t < 60;
  const order = t < 20 ? [c, d, b] : isMajority ? [d, b, b, c] : [b, c, d];
  for (const local of order) get(code, local);
  if (t >= 20) code.push(...vector.xor);
  code.push(...(t < 20 || isMajority ? vector.bitselect : vector.xor));
}

const constants = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];
const initial = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

/** Words 6 to 14 of a message of 20 bytes. */
function isZero(t: number): boolean {
  return t > 5 && t < 15;
}

function schedule(code: Code, t: number): void {
  address(code);
  const terms = [t - 3, t - 8, t - 14, t - 16].filter((term) => !isZero(term));
  for (const [index, term] of terms.entries()) {
    load(code, term);
    if (index > 0) code.push(...vector.xor);
  }
  rotate(code, 1);
  store(code, t);
}

/** 6.1.2, step 3. The registers change their names instead of their places. */
function round(code: Code, t: number): void {
  const name = (index: number): number => 1 + ((index + 80 - t) % 5);
  get(code, name(0));
  rotate(code, 5);
  mix(code, t, [name(1), name(2), name(3)]);
  code.push(...vector.add);
  get(code, name(4));
  code.push(...vector.add);
  splat(code, constants[Math.floor(t / 20)] ?? 0);
  code.push(...vector.add);
  if (!isZero(t)) {
    load(code, t);
    code.push(...vector.add);
  }
  set(code, name(4));
  get(code, name(1));
  rotate(code, 30);
  set(code, name(1));
}

function storeConstant(code: Code, t: number, value: number): void {
  address(code);
  splat(code, value);
  store(code, t);
}

function pass(code: Code): void {
  for (const [index, word] of initial.entries()) {
    splat(code, word);
    set(code, 1 + index);
  }
  for (let t = 0; t < 80; t += 1) {
    if (t >= 16) schedule(code, t);
    round(code, t);
  }
  for (const [index, word] of initial.entries()) {
    address(code);
    get(code, 1 + index);
    splat(code, word);
    code.push(...vector.add);
    store(code, index);
  }
}

/**
 * A module that exports `memory` and `run(times)`: word `w` of the digest in lane `l` is the
 * 32-bit cell `4 * w + l`, before and after. `times` must not be 0.
 */
export function sha1LanesModule(): Uint8Array {
  const code: Code = [1, 6, type.v128];
  storeConstant(code, 5, 0x80000000);
  storeConstant(code, 15, 160);
  repeat(code, () => pass(code));
  return moduleOf(code);
}
