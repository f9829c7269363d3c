// `node scripts/build-windows-kit.ts [FOLDER] [--windows NODE.EXE]`: the zip that a vendor hands to a
// clinic without Node, and SHA256SUMS beside it. On Windows NODE.EXE may be left out.
//
// In it lie the command, the same program without a console for the daily task, a dialogue that needs
// nothing but cmd.exe, and what to read first. Nothing of it is signed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { ZipFile } from 'yazl';
import { nodeNotice } from './node-licence.ts';
import { withoutConsole } from './portable-executable.ts';
import { toCodePage932, toNotepad } from './windows-text.ts';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { windows: { type: 'string' } },
});
const packageFolder = join(import.meta.dirname, '..');
const folder = resolve(positionals[0] ?? join(packageFolder, 'dist-sea'));
const { version }: { version: string } = JSON.parse(
  readFileSync(join(packageFolder, 'package.json'), 'utf8'),
);

function sums(files: ReadonlyMap<string, Uint8Array>): string {
  const lines = [...files].map(
    ([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`,
  );
  return lines.join('');
}

const kit = (name: string): string => readFileSync(join(packageFolder, 'kit', name), 'utf8');

mkdirSync(folder, { recursive: true });
const program = join(folder, 'weborca-cert.exe');
const base = given.windows === undefined ? [] : ['--windows', given.windows];
const builder = join(import.meta.dirname, 'build-sea.ts');
execFileSync(process.execPath, [builder, program, ...base], { stdio: ['ignore', 'ignore', 2] });

// What is handed on has the licences of all that is in it beside it.
const notices = [
  readFileSync(join(packageFolder, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8'),
  nodeNotice([given.windows ?? '', process.execPath], process.versions.node),
].join('\n----\n\n');
const licence = readFileSync(join(packageFolder, '../../LICENSE'), 'utf8');

const bytes = readFileSync(program);
const programs = new Map<string, Uint8Array>([
  ['weborca-cert.exe', bytes],
  ['weborca-certw.exe', withoutConsole(bytes)],
]);
const files = new Map<string, Uint8Array>([
  ...programs,
  ['はじめに.cmd', toCodePage932(kit('begin.cmd'))],
  ['反映.cmd', toCodePage932(kit('place.cmd'))],
  ['コマンド.cmd', toCodePage932(kit('command.cmd'))],
  ['お読みください.txt', toNotepad(kit('readme.txt').replaceAll('@VERSION@', version))],
  ['LICENSE.txt', toNotepad(licence)],
  ['THIRD-PARTY-NOTICES.txt', toNotepad(notices)],
]);

const name = `weborca-cert-${version}-windows-x64`;
const zip = new ZipFile();
for (const [file, content] of new Map([...files, ['SHA256SUMS', Buffer.from(sums(files))]])) {
  zip.addBuffer(Buffer.from(content), `${name}/${file}`, { mode: 0o100644 });
}
zip.end();
const zipFile = join(folder, `${name}.zip`);
await pipeline(zip.outputStream, createWriteStream(zipFile));
const all = new Map([[`${name}.zip`, readFileSync(zipFile)], ...programs]);
writeFileSync(join(folder, 'SHA256SUMS'), sums(all));
console.log(zipFile);
