import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/temp-folder.ts';

const run = promisify(execFile);

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

// The pool itself: `openPkcs12` would open the file without threads, too.
const entry = `
import { runInWorker } from ${JSON.stringify(here('../../src/pkcs12/hash-engine/hash-pool.ts'))};
const job = (hash, size) => runInWorker({ hash, digest: new Uint8Array(size), times: 1000 });
Promise.all([job('sha1', 20), job('sha256', 32), job('sha512', 64)]).then((digests) =>
  console.log(digests.map((digest) => Buffer.from(digest).toString('hex')).join(' ')));`;

function expected(): string {
  const jobs = [
    ['sha1', 20],
    ['sha256', 32],
    ['sha512', 64],
  ] as const;
  const digests = jobs.map(([hash, size]) => {
    let digest = Buffer.alloc(size);
    for (let n = 0; n < 1000; n += 1) digest = createHash(hash).update(digest).digest();
    return digest.toString('hex');
  });
  return digests.join(' ');
}

interface Bundler {
  build(options: object): Promise<unknown>;
}

/** esbuild belongs to the packages that ship bundles; core is what they bundle. */
function bundler(): Bundler {
  const loaded: unknown = createRequire(here('../../../cli/package.json'))('esbuild');
  if (!isBundler(loaded)) throw new Error('esbuild is not what it was');
  return loaded;
}

function isBundler(value: unknown): value is Bundler {
  return typeof value === 'object' && value !== null && 'build' in value;
}

const require = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

// As the CLI, the single executable and the extension are built; names kept, too, because esbuild
// then adds calls of a helper to every function, also to those whose text the threads run.
test.each([
  ['ESM in pieces', { format: 'esm', splitting: true, banner: { js: require } }],
  [
    'ESM, minified, names kept',
    { format: 'esm', splitting: true, minify: true, keepNames: true, banner: { js: require } },
  ],
  ['one CommonJS file, minified', { format: 'cjs', minify: true }],
  ['one CommonJS file, names kept', { format: 'cjs', keepNames: true }],
])(
  'threads run in a bundle: %s',
  async (_, options) => {
    const folder = await temporaryFolder();
    const source = join(folder, 'entry.ts');
    await writeFile(source, entry);
    const extension = options.format === 'esm' ? 'mjs' : 'cjs';
    await bundler().build({
      entryPoints: { main: source },
      outdir: join(folder, 'out'),
      outExtension: { '.js': `.${extension}` },
      bundle: true,
      platform: 'node',
      target: 'node22',
      logLevel: 'silent',
      ...options,
    });
    const main = join(folder, 'out', `main.${extension}`);
    const { stdout } = await run(process.execPath, [main], { env: {}, timeout: 30_000 });
    expect(stdout.trim()).toBe(expected());
  },
  60_000,
);
