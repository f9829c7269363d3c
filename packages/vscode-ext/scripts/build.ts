import { copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { builtinModules } from '../../cli/builtin-modules.ts';
import { bundledPackages, thirdPartyNotices } from '../../../scripts/release/bundled.ts';

for (const folder of ['dist', 'dist-test']) rmSync(folder, { recursive: true, force: true });
// jsonc-parser's `main` is UMD, whose inner requires cannot be followed. Preferring every package's
// `module` field instead would hand yauzl a namespace where it calls a function (buffer-crc32).
const jsoncAsModule: Plugin = {
  name: 'jsonc-parser as a module',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^jsonc-parser$/ }, ({ resolveDir, kind }) =>
      bundler.resolve('jsonc-parser/lib/esm/main.js', { resolveDir, kind }),
    );
  },
};
/**
 * undici carries its parser twice, the second time with SIMD, and falls back to the first where that
 * one does not compile. Its speed is nothing to two calls, its size a tenth of the package's room.
 */
const oneParser: Plugin = {
  name: 'undici with one parser',
  setup: (bundler) => {
    bundler.onLoad({ filter: /llhttp_simd-wasm\.js$/ }, () => ({
      contents: 'module.exports = Buffer.alloc(0);',
      loader: 'js',
    }));
  },
};
const common = {
  bundle: true,
  platform: 'node',
  target: 'node22',
  sourcemap: true,
  // Japanese as it is written: as escapes it takes twice the room.
  charset: 'utf8',
  logLevel: 'warning',
  // undici's own word for a bundle: without its third parser, which only a variable would switch on.
  define: { esbuildDetection: 'true' },
  plugins: [jsoncAsModule, oneParser],
} satisfies BuildOptions;
/** What the window's own files take from other files, when they first ask for it. */
const beside: Plugin = {
  name: 'beside',
  setup: (bundler) => {
    bundler.onResolve({ filter: /^@weborca-cert\/core$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './core.js', external: true } : null,
    );
    bundler.onResolve({ filter: /\/parts\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './window-parts.js', external: true } : null,
    );
  },
};
/** By its name a renewal's process knows what needs a window. */
const inWindow = {
  ...common,
  plugins: [beside, builtinModules],
  outdir: 'dist',
  format: 'esm',
  external: ['vscode'],
  // In letters that V8 holds in one byte each.
  charset: 'ascii',
  minify: true,
  metafile: true,
} satisfies BuildOptions;
// esbuild leaves require() of Node built-ins inside bundled CommonJS packages as it is.
const requireShim =
  "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);";
const [parts, extension, window] = await Promise.all([
  build({
    ...common,
    entryPoints: { core: '@weborca-cert/core', 'renewal-process': 'src/renewal-process.ts' },
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    // A part's name stands in each that imports it, and twice in the package.
    chunkNames: '[hash]',
    minify: true,
    metafile: true,
    banner: { js: requireShim },
  }),
  // Every window loads it while VS Code starts: one file, since to find and read one more takes a
  // millisecond, and a small one.
  build({ ...inWindow, entryPoints: { extension: 'src/extension.ts' } }),
  build({
    ...inWindow,
    entryPoints: {
      'window-parts': 'src/host/parts.ts',
      'window-commands': 'src/host/commands/handlers.ts',
    },
    splitting: true,
    chunkNames: 'window-[hash]',
  }),
  // CommonJS: VS Code require()s dist-test/index.cjs in the extension host.
  build({
    ...common,
    entryPoints: ['test/index.ts', ...globSync('test/suite/*.test.ts')],
    outdir: 'dist-test',
    outbase: 'test',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha'],
  }),
]);
const outputs = {
  ...parts.metafile.outputs,
  ...extension.metafile.outputs,
  ...window.metafile.outputs,
};
// For the configuration opened in the editor (jsonValidation).
copyFileSync('../../docs/schemas/config.schema.json', 'dist/config.schema.json');
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', thirdPartyNotices(bundledPackages({ outputs }, '.')));
// Read by the test of what activation loads, and for the bill of materials.
mkdirSync('dist-test', { recursive: true });
writeFileSync('dist-test/metafile.json', JSON.stringify({ outputs }));
