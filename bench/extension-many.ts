// What an editor's window costs with ten, a hundred and a thousand certificates under care: start,
// refresh, timeline, the first problem of an opened .env, and the lines of a project of 2,000 files, of
// which every second names a certificate file. Time of the processor, not of the clock: each
// number in a process of its own, against a stand-in for `vscode`.
//
//   pnpm build && node bench/extension-many.ts
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { knownHome } from './cli-homes.ts';

const bundle = path.resolve(import.meta.dirname, '../packages/vscode-ext/dist/extension.js');
const standIn = pathToFileURL(path.join(import.meta.dirname, 'editor-stand-in.ts')).href;
const counts = [10, 100, 1000];
const projectFiles = 2000;
const projectLines = projectFiles / 2;

interface Costs {
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
async function cost(work: () => unknown, done: () => boolean): Promise<number> {
  const before = process.cpuUsage();
  await work();
  await waitFor(done);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Reminders and the rest that follow a reading are done. */
async function settled(): Promise<void> {
  for (let busy = Infinity; busy > 5;) {
    const before = process.cpuUsage();
    await setTimeout(1000);
    const { user, system } = process.cpuUsage(before);
    busy = (user + system) / 1000;
  }
}

async function measureOnce(count: number): Promise<Costs> {
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
        globalState: { get: () => undefined, update: async () => undefined },
        workspaceState: { get: () => undefined, update: async () => undefined },
      });
    },
    () => bench.rows >= count,
  );
  delay.enable();
  const project = await cost(
    () => undefined,
    () => bench.lines >= projectLines,
  );
  delay.disable();
  const longest = delay.max / 1e6;
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
  const problem = await cost(
    () => bench.open(document),
    () => bench.problems > 0,
  );
  const timeline = await cost(
    () => bench.handlers.get('weborcaCert.timeline')(),
    () => bench.timeline > 0,
  );
  await settled();
  const drawn = bench.drawn;
  const refresh = await cost(
    () => bench.handlers.get('weborcaCert.checkNow')(),
    () => bench.drawn > drawn,
  );
  await settled();
  const unchanged = await cost(
    async () => {
      bench.focus();
      await setTimeout(500);
    },
    () => true,
  );
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return { start, project, longest, problem, timeline, refresh, unchanged, megabytes };
}

/** Settings of many clinics; every second file names a certificate file that is not there. */
function makeProject(folder: string): void {
  const filler = 'timeout: 30\nurl: https://weborca.cloud.orcamo.jp/\n'.repeat(40);
  for (let index = 0; index < projectFiles; index += 1) {
    const line = index % 2 === 0 ? `p12: certs/client${index}.p12\n` : '';
    writeFileSync(path.join(folder, `clinic-${index}.yaml`), `${filler}${line}`);
  }
}

if (process.argv[2] !== undefined) {
  console.log(JSON.stringify(await measureOnce(Number(process.argv[2]))));
  process.exit(0);
}
console.log(
  'certificates  start  project (longest turn)  problem  timeline  refresh  unchanged  (ms of CPU)   MB',
);
for (const count of counts) {
  const home = await knownHome(count);
  try {
    const folder = mkdtempSync(path.join(home.folder, 'workspace-'));
    makeProject(folder);
    const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, String(count)], {
      encoding: 'utf8',
      env: { ...process.env, WEBORCA_CERT_HOME: home.home, BENCH_FOLDER: folder },
      timeout: 100_000,
    });
    if (stdout === '') throw new Error(stderr);
    const { start, project, longest, problem, timeline, refresh, unchanged, megabytes }: Costs =
      JSON.parse(stdout);
    const cells = [start, project, longest, problem, timeline, refresh, unchanged].map((ms) =>
      ms.toFixed(0),
    );
    console.log([String(count).padStart(12), ...cells, megabytes.toFixed(0)].join('   '));
  } finally {
    home.close();
  }
}
