// Node for Windows, made into ours. resedit edits it as a file, whatever the system; what Node reads
// of it is in its documentation (Single executable applications), what Windows reads in Microsoft's
// PE Format.
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

const subsystems = { window: 2, console: 3 } as const;
/** RT_RCDATA of winuser.h: bytes as they are. Node looks for its own among them. */
const rawData = 10;
const english = { lang: 1033, codepage: 1200 } as const;

interface Contents {
  /** Node's binaries hold this text and `:0`; with `:1` they look for what was put in. */
  readonly fuse: string;
  /** What `--experimental-sea-config` prepares. */
  readonly blob: Uint8Array;
  /** As `1.2.3`. */
  readonly version: string;
}

/**
 * Node for Windows with a program inside, and its name: what Task Manager and a file's properties
 * show is else "Node.js JavaScript Runtime". Node's signature, which would not fit, is not in it.
 */
export function windowsProgram(node: Uint8Array, { fuse, blob, version }: Contents): Uint8Array {
  const program = NtExecutable.from(node, { ignoreCert: true });
  const resources = NtExecutableResource.from(program);
  resources.entries.push({
    type: rawData,
    id: 'NODE_SEA_BLOB',
    ...english,
    bin: blob.slice().buffer,
  });
  const [about] = Resource.VersionInfo.fromEntries(resources.entries);
  if (about === undefined) throw new Error('Node without a version');
  // Its copyright stays: most of it is Node.
  about.setStringValues(english, {
    CompanyName: '',
    ProductName: 'weborca-cert',
    FileDescription: 'weborca-cert',
    InternalName: 'weborca-cert',
    OriginalFilename: 'weborca-cert.exe',
  });
  about.setFileVersion(version, english.lang);
  about.setProductVersion(version, english.lang);
  about.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  const made = Buffer.from(program.generate());
  const at = made.indexOf(`${fuse}:0`);
  if (at === -1) throw new Error('Node without a place for a program');
  made.write(':1', at + fuse.length, 'latin1');
  return made;
}

/**
 * The same program for a task: Windows opens no console for it, and its exit code is its own. What
 * python.exe and pythonw.exe are to each other.
 */
export function withoutConsole(file: Uint8Array): Uint8Array {
  const program = NtExecutable.from(file);
  const header = program.newHeader.optionalHeader;
  if (header.subsystem !== subsystems.console) throw new Error('no program of a console');
  header.subsystem = subsystems.window;
  return Buffer.from(program.generate());
}
