// `node scripts/build-sea.ts [FILE] [--windows NODE.EXE]`: the command as one executable file, for
// people without Node. With Node for Windows, of the version that runs this, one for Windows.
//
// Node's own way (single executable applications): a copy of the Node that runs this, with one
// CommonJS file inside. Node 25.5 and later put it in themselves; before, postject does: the one
// that is installed, or npx fetches the pinned one. Into a Node for Windows resedit puts it.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { windowsProgram } from './portable-executable.ts';

const postjectVersion = '1.0.0-alpha.6';
/** Node's binaries hold this text; the injected part is found by it (nodejs.org, SEA). */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const packageFolder = join(import.meta.dirname, '..');
const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { windows: { type: 'string' } },
});
const { execPath } = process;
const platform = given.windows === undefined ? process.platform : 'win32';
const isAbroad = platform !== process.platform;
const base = given.windows ?? execPath;
const suffix = platform === 'win32' ? '.exe' : '';

const { version }: { version: string } = JSON.parse(
  readFileSync(join(packageFolder, 'package.json'), 'utf8'),
);

async function bundle(file: string): Promise<void> {
  await build({
    absWorkingDir: packageFolder,
    entryPoints: ['scripts/sea-entry.ts'],
    outfile: file,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: `node${process.versions.node}`,
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'eof',
    define: { WEBORCA_CERT_VERSION: JSON.stringify(version) },
    logLevel: 'warning',
  });
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function writeConfig(folder: string, main: string, output: string): string {
  const config = join(folder, 'sea-config.json');
  // Compiled code is for the system that compiled it.
  const useCodeCache = !isAbroad;
  const options = { disableExperimentalSEAWarning: true, useCodeCache, useSnapshot: false };
  writeFileSync(config, JSON.stringify({ main, output, ...options }));
  return config;
}

/** What starts postject: a script of ours to run with Node, or npx. */
function postject(): readonly [string, readonly string[]] {
  try {
    const script = createRequire(import.meta.url).resolve('postject/dist/cli.js');
    return [execPath, [script]];
  } catch {
    return ['npx', ['-y', `postject@${postjectVersion}`]];
  }
}

function inject(blob: string, file: string): void {
  if (platform === 'win32') {
    const contents = { fuse, blob: readFileSync(blob), version };
    writeFileSync(file, windowsProgram(readFileSync(base), contents));
    return;
  }
  copyFileSync(base, file);
  chmodSync(file, 0o755);
  // A signature that does not fit any more is worse than none.
  if (platform === 'darwin') run('codesign', ['--remove-signature', file]);
  const [program, before] = postject();
  const segment = platform === 'darwin' ? ['--macho-segment-name', 'NODE_SEA'] : [];
  run(program, [...before, file, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse, ...segment]);
}

function buildsItself(): boolean {
  return execFileSync(execPath, ['--help'], { encoding: 'utf8' }).includes('--build-sea');
}

const file = resolve(positionals[0] ?? join(packageFolder, `dist-sea/weborca-cert${suffix}`));
const work = mkdtempSync(join(tmpdir(), 'weborca-cert-sea-'));
try {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const main = join(work, 'weborca-cert.cjs');
  await bundle(main);
  if (platform !== 'win32' && buildsItself()) {
    run(execPath, ['--build-sea', writeConfig(work, main, file)]);
  } else {
    const blob = join(work, 'sea.blob');
    run(execPath, ['--experimental-sea-config', writeConfig(work, main, blob)]);
    inject(blob, file);
  }
  // Unsigned programs do not start on Apple silicon; this is the signature of nobody.
  if (platform === 'darwin') run('codesign', ['--sign', '-', file]);
  console.log(`${file} (${Math.round(statSync(file).size / 1_000_000)} MB)`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
