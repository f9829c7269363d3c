// As much of WebAssembly's binary format as the hash loops need: core specification 2.0, chapter 5.

/** Bytes written so far. */
export type Code = number[];

export const opcode = {
  loop: 0x03,
  end: 0x0b,
  branchIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  load: 0x28,
  store: 0x36,
  constant: 0x41,
  add: 0x6a,
  subtract: 0x6b,
  and: 0x71,
  xor: 0x73,
  shiftRight: 0x76,
  rotateRight: 0x78,
  vector: 0xfd,
} as const;

export const type = { none: 0x40, i32: 0x7f, v128: 0x7b } as const;

/** LEB128. */
export function unsigned(code: Code, value: number): void {
  let left = value;
  for (; left >= 0x80; left >>>= 7) code.push((left & 0x7f) | 0x80);
  code.push(left);
}

/** Signed LEB128 of 32 bits. */
export function signed(code: Code, value: number): void {
  let left = value | 0;
  for (; left < -0x40 || left > 0x3f; left >>= 7) code.push((left & 0x7f) | 0x80);
  code.push(left & 0x7f);
}

export function get(code: Code, local: number): void {
  code.push(opcode.localGet, local);
}

export function set(code: Code, local: number): void {
  code.push(opcode.localSet, local);
}

/** Address 0, under what will be stored. */
export function address(code: Code): void {
  code.push(opcode.constant, 0);
}

/** Counts local 0 down and repeats the loop until it is 0. */
export function repeat(code: Code, body: () => void): void {
  code.push(opcode.loop, type.none);
  body();
  get(code, 0);
  code.push(opcode.constant, 1, opcode.subtract, opcode.localTee, 0, opcode.branchIf, 0);
  code.push(opcode.end);
}

function section(module: Code, id: number, content: readonly number[]): void {
  module.push(id);
  unsigned(module, content.length);
  for (const byte of content) module.push(byte);
}

/** A module that exports one page of `memory` and `run(times)`, whose code this is. */
export function moduleOf(run: Code): Uint8Array {
  const module: Code = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  section(module, 1, [1, 0x60, 1, type.i32, 0]);
  section(module, 3, [1, 0]);
  section(module, 5, [1, 0x00, 1]);
  section(module, 7, [2, 6, ...Buffer.from('memory'), 2, 0, 3, ...Buffer.from('run'), 0, 0]);
  const functions: Code = [1];
  unsigned(functions, run.length + 1);
  section(module, 10, [...functions, ...run, opcode.end]);
  return Uint8Array.from(module);
}
