// What an editor's window costs with ten, a hundred and a thousand certificates under care: start,
// refresh, timeline, the first problem of an opened .env, and the lines of a project of 2,000 files, of
// which every second names a certificate file. Time of the processor, not of the clock: each
// number in a process of its own, against a stand-in for `vscode`. Ends with 1 where a thousand cost
// more than ten times what a hundred do, or something is over its limit.
//
//   pnpm build && node bench/extension-many.ts
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import path from 'node:path';
import { knownHome } from './cli-homes.ts';
import { makeProject, projectLines } from './clinics-project.ts';
import type { Costs } from './extension-costs.ts';

const bundle = path.resolve(import.meta.dirname, '../packages/vscode-ext/dist/extension.js');
const peak = path.join(import.meta.dirname, 'peak.mjs');
const counts = [10, 100, 1000];

/** The same as JavaScript, in a folder of the run. */
function plain(name: string, folder: string): string {
  const file = path.join(folder, `${name}.mjs`);
  const source = readFileSync(path.join(import.meta.dirname, `${name}.ts`), 'utf8');
  writeFileSync(file, stripTypeScriptTypes(source));
  return file;
}

/** What is to grow with the number of certificates and no faster. */
const growing = ['start', 'problem', 'timeline', 'refresh'] as const;
/** Below that, one number is as good as another. */
const noiseMs = 50;

function over(before: Costs | undefined, now: Costs): readonly string[] {
  const grown = growing.flatMap((what) => {
    const [from, to] = [before?.[what] ?? Infinity, now[what]];
    return to > 10 * Math.max(from, noiseMs) ? [`${what}: from ${from} to ${to} ms`] : [];
  });
  return [
    ...grown,
    ...(now.unchanged >= 50 ? [`unchanged: ${now.unchanged} ms, below 50 wanted`] : []),
    ...(now.megabytes >= 200 ? [`memory: ${now.megabytes} MB, below 200 wanted`] : []),
  ];
}

console.log(
  'certificates  start  project (longest turn)  problem  timeline  refresh  unchanged  (ms of CPU)   MB',
);
let before: Costs | undefined;
for (const count of counts) {
  const home = await knownHome(count);
  try {
    const folder = mkdtempSync(path.join(home.folder, 'workspace-'));
    makeProject(folder);
    const measure = plain('extension-costs', home.folder);
    const standIn = plain('editor-stand-in', home.folder);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [measure, bundle, standIn, peak, String(count), String(projectLines)],
      {
        encoding: 'utf8',
        env: { ...process.env, WEBORCA_CERT_HOME: home.home, BENCH_FOLDER: folder },
        timeout: 600_000,
      },
    );
    if (stdout === '') throw new Error(stderr);
    const costs: Costs = JSON.parse(stdout);
    const { start, project, longest, problem, timeline, refresh, unchanged, megabytes } = costs;
    const cells = [start, project, longest, problem, timeline, refresh, unchanged].map((ms) =>
      ms.toFixed(0),
    );
    console.log([String(count).padStart(12), ...cells, megabytes.toFixed(0)].join('   '));
    for (const line of over(before, costs)) {
      console.error(`over its limit: ${line}`);
      process.exitCode = 1;
    }
    // Of ten, most is the 2,000 files of the project.
    if (count >= 100) before = costs;
  } finally {
    home.close();
  }
}
