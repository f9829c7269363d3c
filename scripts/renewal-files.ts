// Which files of core one renewal goes through, in the order in which to read them: first the renewal
// itself, from `porcelain/renew.ts` into each import where it is first used, then the rooms that it
// stands on, each with its files:
//
//   node scripts/renewal-files.ts          (after `pnpm build`: the simulator is needed)
//
// A real renewal, with a backup and a consumer, against the simulator. What ran is asked of V8 (a
// function of the file was called, not only its module loaded); the order is that of the text.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Session, type Profiler } from 'node:inspector';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const source = path.join(root, 'packages/core/src');
const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-renewal-'));

interface Porcelain {
  createContext(options: object): object;
  add(context: object, request: object): Promise<unknown>;
  renew(context: object, names: readonly string[], options: object): Promise<readonly Result[]>;
}

interface Result {
  readonly outcome: string;
  readonly error?: Error;
}

/** By path: the packages' own files, which their `index.ts` does not show. */
async function load<M>(...segments: readonly string[]): Promise<M> {
  const module: M = await import(pathToFileURL(path.join(root, ...segments)).href);
  return module;
}

async function executed(work: () => Promise<void>): Promise<ReadonlySet<string>> {
  const session = new Session();
  session.connect();
  const post = <R>(method: string, params: object = {}): Promise<R> =>
    new Promise((resolve, reject) => {
      session.post(method, params, (error, result) => {
        if (error === null) resolve(Object(result));
        else reject(error);
      });
    });
  await post('Profiler.enable');
  await post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await work();
  const { result } = await post<Profiler.TakePreciseCoverageReturnType>(
    'Profiler.takePreciseCoverage',
  );
  session.disconnect();
  const prefix = `${pathToFileURL(source).href}/`;
  const called = result.filter(
    ({ url, functions }) =>
      url.startsWith(prefix) &&
      functions.some(
        ({ functionName, ranges: [range] }) => functionName !== '' && (range?.count ?? 0) > 0,
      ),
  );
  return new Set(called.map(({ url }) => url.slice(prefix.length)));
}

const blank = (whole: string): string => ' '.repeat(whole.length);

/** The imports of a file, in the order in which its text first uses them. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(path.join(source, file), 'utf8');
  // A word in a comment, and the name of a file in a type's import, use nothing.
  const body = text
    .replaceAll(/^(?:import|export) [^;]*? from [^;]*;$/gm, blank)
    .replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, blank);
  const found: { readonly to: string; readonly at: number }[] = [];
  const to = (from: string): string => path.join(path.dirname(file), from);
  for (const [, names = '', from = ''] of text.matchAll(
    /^import \{([^}]*)\} from '(\.[^']+)';/gm,
  )) {
    const words = names
      .split(',')
      .filter((name) => name.trim() !== '' && !name.trim().startsWith('type '))
      .map((name) => name.trim().split(' as ').at(-1) ?? '');
    const uses = words.map((word) => body.search(new RegExp(String.raw`\b${word}\b`)));
    found.push({ to: to(from), at: Math.min(...uses.filter((use) => use >= 0)) });
  }
  for (const { 1: from = '', index } of body.matchAll(/(?<=\bimport\()'(\.[^']+)'/g)) {
    found.push({ to: to(from), at: index });
  }
  return found.toSorted((a, b) => a.at - b.at).map((one) => one.to);
}

function inReadingOrder(files: ReadonlySet<string>, first: string): readonly string[] {
  const seen = new Set<string>();
  const order: string[] = [];
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    if (files.has(file)) order.push(file);
    for (const next of importsOf(file)) visit(next);
  };
  visit(first);
  // What is reached only through what is given (the effects, the connection) comes last.
  return [...order, ...[...files].filter((file) => !seen.has(file)).toSorted()];
}

/** The renewal itself. The rest can be looked up where it is met. */
const isOfTheRenewal = (file: string): boolean => /^(?:porcelain|renewal)\//.test(file);

function print(files: ReadonlySet<string>): void {
  const own = new Set([...files].filter(isOfTheRenewal));
  const order = inReadingOrder(own, 'porcelain/renew.ts');
  console.log(`A renewal, from its beginning to its end (${own.size} files)\n`);
  for (const file of order) console.log(`  ${file}`);
  const others = inReadingOrder(files, 'porcelain/renew.ts').filter((file) => !own.has(file));
  const rooms = Map.groupBy(others, (file) => (file.includes('/') ? path.dirname(file) : 'core'));
  console.log(`\nThe rooms that it stands on (${others.length} files)\n`);
  for (const [room, inIt] of rooms) {
    console.log(`  ${room}: ${inIt.map((file) => path.basename(file, '.ts')).join(', ')}`);
  }
  console.log(`\n${files.size} files`);
}

const { startSimulator, describeSimulator } = await load<{
  readonly startSimulator: (options: object) => Promise<{ readonly stop: () => Promise<void> }>;
  readonly describeSimulator: (simulator: object) => {
    readonly api: string;
    readonly weborca: string;
    readonly ca: string;
    readonly certificates: readonly { readonly p12: string; readonly passwordFile: string }[];
  };
}>('packages/simulator/dist/index.js');
const core: Porcelain = {
  ...(await load<Pick<Porcelain, 'createContext'>>(
    'packages/core/src/porcelain/create-context.ts',
  )),
  ...(await load<Pick<Porcelain, 'add'>>('packages/core/src/porcelain/add.ts')),
  ...(await load<Pick<Porcelain, 'renew'>>('packages/core/src/porcelain/renew.ts')),
};
const { Secret } = await load<{ Secret: new (text: string) => object }>(
  'packages/core/src/secret.ts',
);

const simulator = await startSimulator({ dir: path.join(folder, 'simulator'), daysLeft: 45 });
try {
  const { api, weborca, ca, certificates } = describeSimulator(simulator);
  const [{ p12, passwordFile } = { p12: '', passwordFile: '' }] = certificates;
  const config = path.join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ services: { production: { api, weborca, ca } } }), {
    mode: 0o600,
  });
  process.env['WEBORCA_CERT_HOME'] = folder;
  // Else it would ask whatever browser's store there is on this machine, by other programs.
  process.env['HOME'] = folder;
  const context = core.createContext({ command: 'renewal-files', config, ownProcess: true });
  const password = new Secret(readFileSync(passwordFile, 'utf8'));
  await core.add(context, {
    file: p12,
    name: 'clinic',
    inPlace: true,
    backups: [path.join(folder, 'backups')],
    password: async () => password,
  });
  const files = await executed(async () => {
    const [result] = await core.renew(context, ['clinic'], { force: false, dryRun: false });
    if (result?.outcome !== 'renewed') throw result?.error ?? new Error(String(result?.outcome));
  });
  print(files);
} finally {
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
}
