// The measuring half of extension-many.ts, in a process that holds nothing but the extension and the
// stand-in: made plain JavaScript before it starts, since whatever strips types would be measured too.
//   node extension-costs.mjs BUNDLE STAND_IN PEAK COUNT LINES (BENCH_FOLDER: the workspace)
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [bundle = '', standInFile = '', peakFile = '', ...numbers] = process.argv.slice(2);
const standIn = pathToFileURL(standInFile).href;
const [certificates = 0, projectLines = 0] = numbers.map(Number);

export interface Costs {
  readonly start: number;
  readonly project: number;
  readonly longest: number;
  readonly problem: number;
  readonly timeline: number;
  readonly refresh: number;
  readonly unchanged: number;
  readonly megabytes: number;
}

async function waitFor(what: () => boolean): Promise<void> {
  while (!what()) await setTimeout(20);
}

/** Milliseconds of the processor until it is done. */
async function cost(work: () => unknown, done: () => boolean = () => true): Promise<number> {
  const before = process.cpuUsage();
  await work();
  await waitFor(done);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Reminders and the rest that follow a reading are done: on a busy machine, one quiet second is no sign. */
async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const before = process.cpuUsage();
    await setTimeout(1000);
    const { user, system } = process.cpuUsage(before);
    quiet = user + system > 5000 ? 0 : quiet + 1;
  }
}

/** As VS Code answers where nothing was remembered. */
const memory = {
  get: (_key: string, otherwise: unknown): unknown => otherwise,
  update: async () => undefined,
};

async function measureOnce(): Promise<Costs> {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url: standIn, shortCircuit: true } : next(specifier, context),
  });
  const { bench } = await import(standIn);
  const folder = process.env['BENCH_FOLDER'] ?? '';
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const start = await cost(
    async () => {
      const { activate } = await import(pathToFileURL(bundle).href);
      activate({
        subscriptions: [],
        extension: { id: 'x', packageJSON: {} },
        globalStorageUri: { fsPath: path.join(folder, 'storage') },
        globalState: memory,
        workspaceState: memory,
      });
    },
    () => bench.rows >= certificates,
  );
  delay.enable();
  const project = await cost(
    () => undefined,
    () => bench.lines >= projectLines,
  );
  delay.disable();
  const longest = delay.max / 1e6;
  await settled();
  const drawn = bench.drawn;
  // With all that follows it: the versions under care are read anew for the lines of the project, which
  // begins before the tree is drawn or after it, as it comes; a problem is then judged by what is known.
  const refresh = await cost(async () => {
    await bench.handlers.get('weborcaCert.checkNow')();
    await waitFor(() => bench.drawn > drawn);
    await settled();
  });
  const file = path.join(folder, '.env');
  const text = 'A=./not-there.p12\nB=./neither.p12\n';
  writeFileSync(file, text);
  const uri = {
    scheme: 'file',
    authority: '',
    fsPath: file,
    path: file,
    toString: () => pathToFileURL(file).href,
    with: ({ path: other }: { path: string }) => ({ ...uri, fsPath: other, path: other }),
  };
  const document = {
    uri,
    fileName: file,
    languageId: 'dotenv',
    version: 1,
    isClosed: false,
    getText: () => text,
    positionAt: () => ({}),
  };
  await settled();
  const problem = await cost(
    () => bench.open(document),
    () => bench.problems > 0,
  );
  await settled();
  const timeline = await cost(
    () => bench.handlers.get('weborcaCert.timeline')(),
    () => bench.timeline > 0,
  );
  await settled();
  const unchanged = await cost(async () => {
    bench.focus();
    await setTimeout(500);
  });
  const { peakKb } = await import(pathToFileURL(peakFile).href);
  const megabytes = peakKb() / 1024;
  return { start, project, longest, problem, timeline, refresh, unchanged, megabytes };
}

process.stdout.write(JSON.stringify(await measureOnce()));
process.exit(0);
