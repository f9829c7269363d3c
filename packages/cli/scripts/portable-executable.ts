// What Windows reads of a program (Microsoft, PE Format): e_lfanew at 0x3c leads to "PE\0\0", 20 bytes
// of COFF header, then the optional header, PE32+ here: Subsystem at 68, data directories at 112.

const subsystems = { window: 2, console: 3 } as const;
const certificateTable = 4;

function optionalHeader(file: Buffer): number {
  const header = file.readUInt32LE(0x3c);
  const optional = header + 24;
  const is64 = file.toString('latin1', header, header + 4) === 'PE\0\0';
  if (!is64 || file.readUInt16LE(optional) !== 0x20b) throw new Error('no 64-bit program');
  return optional;
}

/** Without its signature, which fits no changed file, and is worse than none; it lies at the end. */
export function withoutSignature(program: Uint8Array): Uint8Array {
  const file = Buffer.from(program);
  const directory = optionalHeader(file) + 112 + certificateTable * 8;
  const [start, size] = [file.readUInt32LE(directory), file.readUInt32LE(directory + 4)];
  if (start === 0) return file;
  if (start + size !== file.length) throw new Error('more behind the signature');
  file.fill(0, directory, directory + 8);
  return file.subarray(0, start);
}

/**
 * The same program for a task: Windows opens no console for it, and its exit code is its own. What
 * python.exe and pythonw.exe are to each other.
 */
export function withoutConsole(program: Uint8Array): Uint8Array {
  const file = Buffer.from(program);
  const at = optionalHeader(file) + 68;
  if (file.readUInt16LE(at) !== subsystems.console) throw new Error('no program of a console');
  file.writeUInt16LE(subsystems.window, at);
  return file;
}
