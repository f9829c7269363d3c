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
import { basename, join, relative } from 'node:path';
import { build, type BuildOptions, type OutputFile, type Plugin } from 'esbuild';
import { bundledPackages, thirdPartyNotices } from '../../scripts/release/bundled.ts';
import { builtinModules } from './builtin-modules.ts';
import { directImports } from './direct-imports.ts';
import { eagerFunctions } from './eager-functions.ts';

const here = import.meta.dirname;
const manifest: { version: string } = JSON.parse(readFileSync(`${here}/package.json`, 'utf8'));

const options = {
  absWorkingDir: here,
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'], // jsonc-parser's main is UMD, whose requires cannot be followed
  minifySyntax: true,
  minifyWhitespace: true,
  charset: 'utf8', // Japanese as it is, not as six letters a character
  legalComments: 'linked',
  define: { WEBORCA_CERT_VERSION: JSON.stringify(manifest.version) },
  // Bundled CommonJS (yauzl, undici) asks for Node's own modules with require(). An old Node, which
  // main.js has to tell so, has no getBuiltinModule.
  banner: {
    js: "const require=process.getBuiltinModule?.('module').createRequire(import.meta.url);",
  },
  logLevel: 'warning',
  write: false,
} as const satisfies BuildOptions;
const core = directImports('@weborca-cert/core', join(here, '../core/dist/index.js'));

const plugins = [builtinModules, core];
const everything = await build({
  ...options,
  entryPoints: ['src/cli.ts'],
  splitting: true, // every import() becomes a file of its own, loaded only by the command that needs it
  metafile: true,
  plugins,
});
const parts = new Map(
  Object.entries(everything.metafile.outputs).map(([file, { entryPoint }]) => [
    entryPoint,
    `./${basename(file)}`,
  ]),
);
for (const quick of ['quick-check', 'quick-renew']) parts.set(`src/${quick}.ts`, `./${quick}.js`);
/** Leaves every import() of ours to the file that another build makes of it. */
const builtApart: Plugin = {
  name: 'built-apart',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import' ? { path: partOf(join(resolveDir, path)), external: true } : null,
    );
  },
};
// Everything that `--version`, `check` and `renew` always need, in one file each: to find and read a file
// takes a millisecond. What they seldom need is there already.
const starts = await build({
  ...options,
  entryPoints: ['src/main.ts', 'src/quick-check.ts', 'src/quick-renew.ts'],
  banner: {},
  minifyIdentifiers: true,
  charset: 'ascii', // longer, but V8 holds each letter of such a source in one byte, not in two
  metafile: true,
  plugins: [builtApart, ...plugins],
});
const notices = thirdPartyNotices(bundledPackages(everything.metafile, here));
replaceChanged(join(here, 'dist'), [
  ...everything.outputFiles,
  ...starts.outputFiles.map(compiledAtOnce),
  { path: join(here, 'dist/THIRD-PARTY-NOTICES.txt'), contents: Buffer.from(notices) },
]);
// What the bill of materials is read off, and the test of what starts quickly.
mkdirSync(join(here, 'dist-test'), { recursive: true });
writeFileSync(join(here, 'dist-test/metafile.json'), JSON.stringify(everything.metafile));
writeFileSync(join(here, 'dist-test/starts.json'), JSON.stringify(starts.metafile));

/** What little of it there is, `check` calls most of; the others would only become larger. */
function compiledAtOnce({
  path,
  contents,
  text,
}: OutputFile): Pick<OutputFile, 'path' | 'contents'> {
  if (basename(path) !== 'quick-check.js') return { path, contents };
  return { path, contents: Buffer.from(eagerFunctions(text)) };
}

/**
 * Leaves alone what is as it was: a command or a test that runs meanwhile loads its parts when it
 * comes to them.
 */
function replaceChanged(
  folder: string,
  files: readonly Pick<OutputFile, 'path' | 'contents'>[],
): void {
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

function partOf(source: string): string {
  const file = parts.get(relative(here, source).replaceAll('\\', '/'));
  if (file === undefined) throw new Error(`no part of its own: ${source}`);
  return file;
}
