import { readFileSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const here = import.meta.dirname;
const manifest: { version: string } = JSON.parse(readFileSync(`${here}/package.json`, 'utf8'));

rmSync(`${here}/dist`, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: ['src/main.ts'],
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
});
