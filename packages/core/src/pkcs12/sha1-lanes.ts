// SHA-1 of four digests at the same time, as WebAssembly: an old file needs six derivations, and
// one pass over four takes less time than the loop in JavaScript for one. The module is put
// together here, so that there is neither a binary in the repository nor a file that every bundle
// would have to find. Encoding: WebAssembly core specification 2.0, chapter 5.

/** Bytes written so far. */
type Code = number[];

const opcode = {
  loop: 0x03,
  end: 0x0b,
  branchIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  constant: 0x41,
  subtract: 0x6b,
  vector: 0xfd,
} as const;

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

/** LEB128. */
function unsigned(code: Code, value: number): void {
  let left = value;
  for (; left >= 0x80; left >>>= 7) code.push((left & 0x7f) | 0x80);
  code.push(left);
}

// Local 0 counts down, 1 to 5 are the registers a to e, 6 is for scratch.
const scratch = 6;

function get(code: Code, local: number): void {
  code.push(opcode.localGet, local);
}

function set(code: Code, local: number): void {
  code.push(opcode.localSet, local);
}

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

function address(code: Code): void {
  code.push(opcode.constant, 0);
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
function mix(code: Code, t: number, b: number, c: number, d: number): void {
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
  mix(code, t, name(1), name(2), name(3));
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

function run(): Code {
  const code: Code = [1, 6, 0x7b]; // six locals of v128
  storeConstant(code, 5, 0x80000000);
  storeConstant(code, 15, 160);
  code.push(opcode.loop, 0x40);
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
  get(code, 0);
  code.push(opcode.constant, 1, opcode.subtract, opcode.localTee, 0, opcode.branchIf, 0);
  code.push(opcode.end, opcode.end);
  return code;
}

/** A section with one item, whose content comes with its length if it is code. */
function section(module: Code, id: number, content: readonly number[]): void {
  module.push(id);
  unsigned(module, content.length);
  for (const byte of content) module.push(byte);
}

/**
 * A module that exports `memory` and `run(times)`: word `w` of the digest in lane `l` is the
 * 32-bit cell `4 * w + l`, before and after. `times` must not be 0.
 */
export function sha1LanesModule(): Uint8Array {
  const module: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  section(module, 1, [1, 0x60, 1, 0x7f, 0]); // type: (i32) => ()
  section(module, 3, [1, 0]);
  section(module, 5, [1, 0x00, 1]); // memory of one page
  section(module, 7, [2, 6, ...Buffer.from('memory'), 2, 0, 3, ...Buffer.from('run'), 0, 0]);
  const body = run();
  const functions: Code = [1];
  unsigned(functions, body.length);
  section(module, 10, [...functions, ...body]);
  return Uint8Array.from(module);
}
