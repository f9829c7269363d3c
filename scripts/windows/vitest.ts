import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Machine } from './machine.ts';

const repository = path.resolve(import.meta.dirname, '../..');

/** Core's tests whose subject is the system beneath; what fails there stands in `limits.ts`. */
const folders = [
  'test/backup/',
  'test/configuration/',
  'test/consumers/',
  'test/files/',
  'test/programs/',
  'test/renewal/',
  'test/schedule/',
  'test/store/',
];

const core = ['packages', 'core'];

export interface TestedFile {
  readonly name: string;
  readonly passed: number;
  readonly skipped: number;
  readonly failed: readonly { readonly test: string; readonly why: string }[];
}

/**
 * Core's own tests under Node for Windows, out of a copy of this checkout with the packages of both
 * systems. `kept` is a folder that both see and that stays: the packages are installed once.
 */
export async function runVitest(
  machine: Machine,
  kept: string,
  only: readonly string[],
): Promise<readonly TestedFile[]> {
  copyCheckout(kept);
  await install(kept);
  const report = path.join(machine.work, 'vitest.json');
  const program = path.join(kept, 'node_modules', 'vitest', 'vitest.mjs');
  const files = only.length > 0 ? only : folders;
  // Threads: Wine's Node starts with no pipe, and a pool of processes talks over pipes. One program
  // and one set of modules for all files: the loading is what takes longest there.
  const pool = ['--pool=threads', '--maxWorkers=2', '--isolate=false', '--testTimeout=120000'];
  // The other one tells whoever looks into the work folder how far it is.
  const output = ['--reporter=json', `--outputFile.json=${machine.toWindows(report)}`];
  output.push('--reporter=verbose');
  const { stdout, stderr } = await machine.node(
    [machine.toWindows(program), 'run', ...files, ...pool, ...output],
    { cwd: path.join(kept, ...core), timeoutMs: 1_800_000, env: { CI: '', NO_COLOR: '1' } },
  );
  if (!existsSync(report)) throw new Error(`vitest: no report\n${stdout}\n${stderr}`);
  return readReport(report);
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function readReport(file: string): readonly TestedFile[] {
  const report: Report = JSON.parse(readFileSync(file, 'utf8'));
  return report.testResults.map(({ name, message, assertionResults }) => {
    const of = (status: string) => assertionResults.filter((one) => one.status === status);
    const failed = of('failed').map(({ fullName, failureMessages }) => ({
      test: fullName,
      why: firstLine(failureMessages[0]),
    }));
    const none = { test: '', why: firstLine(message) };
    return {
      name: name.replaceAll('\\', '/').split('/test/').at(-1) ?? name,
      passed: of('passed').length,
      skipped: assertionResults.length - of('passed').length - failed.length,
      failed: assertionResults.length === 0 ? [none] : failed,
    };
  });
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0]?.slice(0, 200) ?? '';
}

/** What git knows, and what is new; packages that are installed there stay. */
function copyCheckout(kept: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const part of ['src', 'test']) {
    rmSync(path.join(kept, ...core, part), { recursive: true, force: true });
  }
  const wanted =
    /^(?:packages\/core\/|packages\/[^/]+\/package\.json$|[^/]+$|docs\/)|\/tsconfig[^/]*\.json$/;
  for (const file of listed.split('\0')) {
    const from = path.join(repository, file);
    if (!wanted.test(file) || !existsSync(from)) continue;
    const to = path.join(kept, file);
    mkdirSync(path.dirname(to), { recursive: true });
    cpSync(from, to);
  }
}

async function install(kept: string): Promise<void> {
  const lock = readFileSync(path.join(kept, 'pnpm-lock.yaml'), 'utf8');
  const stamp = path.join(kept, 'node_modules', '.installed-for-windows');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  // Windows follows no link that Linux has made.
  const linker = ['--config.node-linker=hoisted', '--frozen-lockfile', '--ignore-scripts'];
  const systems = ['--os=win32', '--os=linux', '--cpu=x64'];
  await promisify(execFile)('npx', ['-y', 'pnpm@12', 'install', ...linker, ...systems], {
    cwd: kept,
    env: { ...process.env, CI: 'true' },
  });
  writeFileSync(stamp, lock);
}
