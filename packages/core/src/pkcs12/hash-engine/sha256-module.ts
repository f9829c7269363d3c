import { roundConstants } from './sha256-constants.ts';
import {
  address,
  type Code,
  get,
  moduleOf,
  opcode,
  repeat,
  set,
  signed,
  type,
  unsigned,
} from './wasm.ts';

// SHA-256 of a digest of 32 bytes, again and again, as WebAssembly: a sixth faster than the loop in
// JavaScript, which has no rotation and checks every index. FIPS 180-4, 6.2.

const initial = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

// Local 0 counts down, 1 to 8 are the registers a to h. 9 and 10 hold `a xor b` of this round and of
// the one before, where it was `b xor c`: Maj is `b xor ((a xor b) and (b xor c))`. 11 is T1, 12 is
// for scratch.
const register = (index: number, t: number): number => 1 + ((index + 64 - t) % 8);
const isDifferent = (t: number): number => 9 + (t & 1);
const sum = 11;
const scratch = 12;

function constant(code: Code, value: number): void {
  code.push(opcode.constant);
  signed(code, value);
}

/** Word `t` of the message schedule lies at 4 times `t`. */
function load(code: Code, t: number): void {
  address(code);
  code.push(opcode.load, 2);
  unsigned(code, 4 * t);
}

function store(code: Code, t: number): void {
  code.push(opcode.store, 2);
  unsigned(code, 4 * t);
}

function rotated(code: Code, local: number, bits: number): void {
  get(code, local);
  code.push(opcode.constant, bits, opcode.rotateRight);
}

function bigSigma(code: Code, local: number, bits: readonly [number, number, number]): void {
  rotated(code, local, bits[0]);
  rotated(code, local, bits[1]);
  code.push(opcode.xor);
  rotated(code, local, bits[2]);
  code.push(opcode.xor);
}

/** Of word `t`; the last step shifts instead of rotating. */
function smallSigma(code: Code, t: number, bits: readonly [number, number, number]): void {
  load(code, t);
  set(code, scratch);
  rotated(code, scratch, bits[0]);
  rotated(code, scratch, bits[1]);
  code.push(opcode.xor);
  get(code, scratch);
  code.push(opcode.constant, bits[2], opcode.shiftRight, opcode.xor);
}

function schedule(code: Code, t: number): void {
  address(code);
  smallSigma(code, t - 2, [17, 19, 10]);
  load(code, t - 7);
  code.push(opcode.add);
  smallSigma(code, t - 15, [7, 18, 3]);
  code.push(opcode.add);
  load(code, t - 16);
  code.push(opcode.add);
  store(code, t);
}

function round(code: Code, t: number): void {
  const [a, b, d] = [register(0, t), register(1, t), register(3, t)] as const;
  const [e, f, g, h] = [register(4, t), register(5, t), register(6, t), register(7, t)] as const;
  get(code, h);
  bigSigma(code, e, [6, 11, 25]);
  code.push(opcode.add);
  for (const local of [g, e, f, g]) get(code, local);
  code.push(opcode.xor, opcode.and, opcode.xor, opcode.add);
  constant(code, roundConstants[t] ?? 0);
  load(code, t);
  code.push(opcode.add, opcode.add, opcode.localTee, sum);
  get(code, d);
  code.push(opcode.add);
  set(code, d);
  get(code, sum);
  bigSigma(code, a, [2, 13, 22]);
  code.push(opcode.add);
  for (const local of [b, a, b]) get(code, local);
  code.push(opcode.xor, opcode.localTee, isDifferent(t));
  get(code, isDifferent(t + 1));
  code.push(opcode.and, opcode.xor, opcode.add);
  set(code, h);
}

function storeConstant(code: Code, t: number, value: number): void {
  address(code);
  constant(code, value);
  store(code, t);
}

function pass(code: Code): void {
  for (const [index, word] of initial.entries()) {
    constant(code, word);
    set(code, 1 + index);
  }
  constant(code, (initial[1] ?? 0) ^ (initial[2] ?? 0));
  set(code, isDifferent(1));
  for (let t = 0; t < 64; t += 1) {
    if (t >= 16) schedule(code, t);
    round(code, t);
  }
  for (const [index, word] of initial.entries()) {
    address(code);
    get(code, 1 + index);
    constant(code, word);
    code.push(opcode.add);
    store(code, index);
  }
}

/** A module that exports `memory` and `run(times)`: the digest is its first eight 32-bit cells. */
export function sha256Module(): Uint8Array {
  const code: Code = [1, 12, type.i32];
  storeConstant(code, 8, 0x80000000);
  storeConstant(code, 15, 256);
  repeat(code, () => pass(code));
  return moduleOf(code);
}
