import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Output {
  readonly bytes: number;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

const root = path.resolve(import.meta.dirname, '../..');
const metafile: { readonly outputs: Readonly<Record<string, Output>> } = JSON.parse(
  readFileSync(path.join(root, 'dist-test/metafile.json'), 'utf8'),
);

/** Everything that comes with a file: what it imports statically, or also what it may import later. */
function reach(start: string, kinds: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const output = metafile.outputs[file];
    if (seen.has(file) || output === undefined) continue;
    seen.add(file);
    const wanted = output.imports.filter(({ kind }) => kinds.includes(kind));
    // What another build makes is named as it is imported.
    waiting.push(...wanted.map(({ path: to }) => to.replace(/^\.\//, 'dist/')));
  }
  return seen;
}

function inputsOf(files: ReadonlySet<string>): readonly string[] {
  return [...files].flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}));
}

/** What opens right after activation. */
const parts = 'dist/window-parts.js';

const heavy = /node_modules\/(?:pkijs|asn1js|undici|yauzl)\//;

function isScheduler(input: string): boolean {
  return /core\/dist\/schedule\/.*-scheduler\.js$/.test(input);
}

describe('the bundle', () => {
  it('activates with one file: what VS Code calls by a name, and nothing that answers', () => {
    const early = reach('dist/extension.js', ['import-statement']);
    expect(inputsOf(early).toSorted()).toEqual([
      'src/extension.ts',
      'src/host/registry.ts',
      'src/host/start.ts',
      'src/host/status-tool.ts',
      'src/model/command-ids.ts',
    ]);
    expect([...early]).toEqual(['dist/extension.js']);
  });

  it('opens with the extension’s own code, and of core with what tells errors and dates apart', () => {
    const inputs = inputsOf(reach(parts, ['import-statement']));
    // Of `core/errors`, `core/thresholds`, `core/dates`, four lists of words and two small patterns
    // what is used: ten kilobytes.
    const others = inputs.filter((input) => !/^(?:src\/|builtin:)/.test(input));
    expect(others.toSorted()).toEqual([
      '../core/dist/certificate/state.js',
      '../core/dist/consumers/private-key-block.js',
      '../core/dist/errors.js',
      '../core/dist/markup.js',
      '../core/dist/messages/dates.js',
      '../core/dist/words/consumer-states.js',
      '../core/dist/words/notes.js',
      '../core/dist/words/renewable.js',
      '../core/dist/words/states.js',
    ]);
  });

  it('reads the state of the certificates without pkijs and undici', () => {
    const core = Object.entries(metafile.outputs).find(([, { inputs }]) =>
      Object.keys(inputs).some((input) => input.endsWith('core/dist/index.js')),
    );
    const inputs = inputsOf(reach(core?.[0] ?? '', ['import-statement']));
    expect(inputs.length).toBeGreaterThan(20);
    expect(inputs.filter((input) => heavy.test(input))).toEqual([]);
  });

  it('asks the scheduler without them, in parts that come with neither activation nor state', () => {
    const holding = Object.keys(metafile.outputs).filter((file) =>
      inputsOf(new Set([file])).some(isScheduler),
    );
    expect(holding.length).toBeGreaterThan(0);
    const inputs = holding.flatMap((file) => inputsOf(reach(file, ['import-statement'])));
    expect(inputs.filter((input) => heavy.test(input))).toEqual([]);
    const core = Object.keys(metafile.outputs).find((file) =>
      inputsOf(new Set([file])).some((input) => input.endsWith('core/dist/index.js')),
    );
    const early = [parts, core ?? ''].flatMap((file) =>
      inputsOf(reach(file, ['import-statement'])),
    );
    expect(early.filter(isScheduler)).toEqual([]);
  });

  it('needs a window in files that are named so: all others are loaded where a renewal runs', () => {
    const outputs = Object.entries(metafile.outputs).filter(([file]) => file.endsWith('.js'));
    const needing = outputs.filter(([, { imports }]) =>
      imports.some(({ path: to }) => to === 'vscode'),
    );
    expect(needing.map(([file]) => file.replace(/-[A-Z0-9]{8}/, '-HASH')).toSorted()).toEqual([
      'dist/extension.js',
      'dist/window-HASH.js',
      'dist/window-commands.js',
      'dist/window-parts.js',
    ]);
    expect(outputs.map(([file]) => file)).toContain('dist/renewal-process.js');
  });

  it('opens with two files, and loads what commands do at the first of them', () => {
    const early = reach(parts, ['import-statement']);
    expect(early.size).toBe(2);
    // A renewal that ended is told without one, and leads to the site.
    const commands = inputsOf(early).filter((input) => input.startsWith('src/host/commands/'));
    expect(commands.toSorted()).toEqual([
      'src/host/commands/api-url.ts',
      'src/host/commands/foreign-host.ts',
      'src/host/commands/site.ts',
      'src/host/commands/tell.ts',
    ]);
    expect(reach(parts, ['dynamic-import'])).toContain('dist/window-commands.js');
  });

  it('holds them for when they are needed', () => {
    const inputs = inputsOf(reach('dist/extension.js', ['import-statement', 'dynamic-import']));
    expect(inputs.some((input) => /\/pkijs\//.test(input))).toBe(true);
    expect(inputs.some((input) => /\/undici\//.test(input))).toBe(true);
  });
});
