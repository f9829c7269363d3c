import { execFile, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../support/temp-folder.ts';

const run = promisify(execFile);

/**
 * What programs in other languages read: each takes files, and answers with what it makes of each of
 * them, in one run. Null: it could not read it.
 */
export interface Reader {
  readonly available: boolean;
  readonly read: (files: readonly string[]) => Promise<readonly unknown[]>;
}

/** Runs a script over the paths on standard input; it prints a JSON array. */
function reader(program: string, args: readonly string[], needs: readonly string[]): Reader {
  const available = has(program, needs);
  return {
    available,
    async read(files) {
      const started = run(program, [...args], {
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      });
      started.child.stdin?.end(files.join('\n'));
      const answer: unknown = JSON.parse((await started).stdout);
      if (!Array.isArray(answer)) throw new Error('no list');
      return answer;
    },
  };
}

function has(program: string, needs: readonly string[]): boolean {
  if (process.platform === 'win32') return false;
  const found = spawnSync(program, [...needs]).status === 0;
  if (!found && process.env['CI'] === 'true') {
    throw new Error(`${program} ${needs.join(' ')}: not installed`);
  }
  return found;
}

const ruby = (setUp: string, read: string): readonly string[] => [
  ...['-rjson', '-e'],
  `${setUp}; print JSON.generate(STDIN.read.split("\\n").map { |f| begin; ${read}; rescue StandardError, SyntaxError; nil; end })`,
];
const python = (setUp: string, read: string): readonly string[] => [
  '-c',
  `import json, sys
${setUp}
def one(f):
    try:
        return ${read}
    except Exception:
        return None
print(json.dumps([one(f) for f in sys.stdin.read().split("\\n")], default=str))`,
];

// Debian's Python has Debian's modules; one from elsewhere may come before it on PATH.
const python3 = '/usr/bin/python3';

/** As `YAML.load_file` takes the bytes: without a byte order mark; UTF-8, or what Japanese Windows has. */
const decoded = `File.binread(f).then { |b| b.dup.force_encoding("UTF-8").valid_encoding? ? b.force_encoding("UTF-8").delete_prefix("\\u{feff}") : b.force_encoding("Windows-31J").encode("UTF-8") }`;
const symbols = `keys = ->(v) { case v when Hash then v.to_h { |k, w| [k.is_a?(Symbol) ? ":#{k}" : k, keys.(w)] } when Array then v.map(&keys) else v end }`;

export const rubyYaml = reader(
  'ruby',
  ruby(`require "psych"; ${symbols}`, `keys.(Psych.unsafe_load(${decoded}))`),
  ['-e', 'require "psych"; exit Psych.respond_to?(:unsafe_load)'],
);
export const rubyJson = reader(
  'ruby',
  ruby('', 'JSON.parse(File.read(f, encoding: "BOM|UTF-8"))'),
  ['--version'],
);
export const rubyDotenv = reader(
  'ruby',
  ruby('require "dotenv"', 'Dotenv::Parser.call(File.read(f, encoding: "BOM|UTF-8"))'),
  ['-e', 'require "dotenv"'],
);
export const pythonYaml = reader(python3, python('import yaml', 'yaml.safe_load(open(f, "rb"))'), [
  '-c',
  'import yaml',
]);
/** As Python's and Ruby's own libraries write what a JSON file says as YAML. */
export const pythonYamlOf = reader(
  python3,
  python(
    'import yaml',
    'yaml.safe_dump(json.load(open(f)), default_flow_style=False, allow_unicode=True, width=40)',
  ),
  ['-c', 'import yaml'],
);
export const rubyYamlOf = reader(
  'ruby',
  ruby('require "psych"', 'Psych.dump(JSON.parse(File.read(f)), line_width: 40)'),
  ['-e', 'require "psych"'],
);
export const pythonJson = reader(python3, python('', 'json.load(open(f, encoding="utf-8-sig"))'), [
  '--version',
]);
export const pythonDotenv = reader(
  python3,
  python('import dotenv', 'dict(dotenv.dotenv_values(f, encoding="utf-8"))'),
  ['-c', 'import dotenv'],
);
export const phpJson = reader(
  'php',
  [
    '-r',
    'echo json_encode(array_map(fn($f) => json_decode(file_get_contents($f), true), explode("\\n", stream_get_contents(STDIN))), JSON_INVALID_UTF8_SUBSTITUTE);',
  ],
  ['--version'],
);
/** The variables after a shell has read the file; those of the shell itself are left out. */
export const shell: Reader = reader(
  python3,
  python(
    'import subprocess',
    `dict(v.split("=", 1) for v in subprocess.run(["/bin/sh", "-c", 'set -a; . "$0"; exec env -0', f], env={"HOME": "/home/clinic", "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True).stdout.split("\\0") if "=" in v)`,
  ),
  ['--version'],
);

const javaSource = `
import java.io.*; import java.nio.file.*; import java.util.*;
class Read {
  static String text(String s) {
    StringBuilder b = new StringBuilder("\\"");
    for (char c : s.toCharArray()) {
      if (c >= 32 && c < 127 && c != '"' && c != 92) b.append(c);
      else b.append((char) 92).append(String.format("u%04x", (int) c));
    }
    return b.append('"').toString();
  }
  public static void main(String[] args) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String f : new String(System.in.readAllBytes(), "UTF-8").split("\\n")) {
      Properties p = new Properties();
      try (InputStream in = new FileInputStream(f)) { p.load(in); } catch (IllegalArgumentException e) { all.append(",null"); continue; }
      StringBuilder one = new StringBuilder();
      for (String k : p.stringPropertyNames()) one.append(',').append(text(k)).append(':').append(text(p.getProperty(k)));
      all.append(",{").append(one.length() == 0 ? "" : one.substring(1)).append('}');
    }
    System.out.print("[" + all.substring(1) + "]");
  }
}`;

/** `java.util.Properties`, from a program of one source file. */
export async function javaProperties(files: readonly string[]): Promise<readonly unknown[]> {
  const source = join(await temporaryFolder(), 'Read.java');
  await writeFile(source, javaSource);
  return reader('java', [source], ['--version']).read(files);
}
export const haveJava = has('java', ['--version']);

/** Every text and number of a document by the way to it: `list[0].pass`. */
export function flat(document: unknown, way = ''): ReadonlyMap<string, unknown> {
  if (typeof document !== 'object' || document === null) return new Map([[way, document]]);
  const found = new Map<string, unknown>();
  for (const [key, one] of Object.entries(document)) {
    const step = Array.isArray(document) ? `${way}[${key}]` : way === '' ? key : `${way}.${key}`;
    for (const [inner, value] of flat(one, step)) found.set(inner, value);
  }
  return found;
}
