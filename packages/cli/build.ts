import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { build, type BuildOptions, type OutputFile, type Plugin } from 'esbuild';
import { directImports } from './direct-imports.ts';

const here = import.meta.dirname;
const manifest: { version: string } = JSON.parse(readFileSync(`${here}/package.json`, 'utf8'));

const options = {
  absWorkingDir: here,
  outdir: 'dist',
  bundle: true,
  splitting: true, // every import() becomes a file of its own, loaded only by the command that needs it
  format: 'esm',
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'], // jsonc-parser's main is UMD, whose requires cannot be followed
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  define: { WEBORCA_CERT_VERSION: JSON.stringify(manifest.version) },
  // Bundled CommonJS (yauzl, undici) asks for Node's own modules with require().
  banner: {
    js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
  },
  logLevel: 'warning',
  write: false,
} as const satisfies BuildOptions;
const core = directImports('@weborca-cert/core', join(here, '../core/dist/index.js'));

const everything = await build({
  ...options,
  entryPoints: ['src/main.ts'],
  plugins: [builtApart('./quick-check.ts'), core],
});
// With one entry point, everything `check` always needs is in one file.
const check = await build({ ...options, entryPoints: ['src/quick-check.ts'], plugins: [core] });
replaceChanged(join(here, 'dist'), [...everything.outputFiles, ...check.outputFiles]);

/**
 * Leaves alone what is as it was: a command or a test that runs meanwhile loads its parts when it
 * comes to them.
 */
function replaceChanged(folder: string, files: readonly OutputFile[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of files) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    writeFileSync(`${path}.new`, contents, { mode: path.endsWith('main.js') ? 0o755 : 0o644 });
    renameSync(`${path}.new`, path);
  }
  const wanted = new Set(files.map(({ path }) => basename(path)));
  for (const name of readdirSync(folder)) {
    if (!wanted.has(name)) rmSync(join(folder, name), { recursive: true });
  }
  utimesSync(join(folder, 'main.js'), new Date(), new Date()); // up to date, by its time too
}

/** Leaves an import() to the file that the second build makes. */
function builtApart(file: string): Plugin {
  return {
    name: 'built-apart',
    setup(esbuild) {
      esbuild.onResolve({ filter: /quick-check\.ts$/ }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: file.replace(/ts$/, 'js'), external: true } : null,
      );
    },
  };
}
