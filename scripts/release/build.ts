// `npx -y pnpm@12 release [FOLDER]`: makes everything that a release consists of, and publishes nothing:
// the tarball for npm, the .vsix, an executable for this system, and where this is Linux or Windows the
// zip for clinics, checksums, bill of materials, notices and the notes. Other systems' executables are
// made by the workflow, on those systems. What a person does then stands in RELEASING.md.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { billOfMaterials, bundledPackages, readMetafile, thirdPartyNotices } from './bundled.ts';
import type { Bundled } from './bundled.ts';
import { nodeNotice } from '../../packages/cli/scripts/node-licence.ts';
import { fetchWindowsNode } from '../windows/fetch-node.ts';
import { notesOf, unreleasedNotes, withWholeLinks } from './notes.ts';
import { pnpm, repository, root, run, version, writeChecksums } from './parts.ts';

const folder = path.resolve(process.argv[2] ?? path.join(root, 'release'));
const inFolder = (name: string): string => path.join(folder, name);
const inCli = (name: string): string => path.join(root, 'packages/cli', name);
const inExtension = (name: string): string => path.join(root, 'packages/vscode-ext', name);

/** Of both bundles together, each package once. */
function everythingBundled(): readonly Bundled[] {
  const both = [
    ...bundledPackages(readMetafile(inCli('dist-test/metafile.json')), inCli('')),
    ...bundledPackages(readMetafile(inExtension('dist-test/metafile.json')), inExtension('')),
  ];
  const byName = new Map(both.map((one) => [`${one.name}@${one.version}`, one]));
  return [...byName.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

function writeNotes(): void {
  const changelog = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
  // What is tagged has nothing under "Unreleased" any more; a dry run shows what would be told.
  const notes = unreleasedNotes(changelog) ?? notesOf(changelog, version());
  if (notes === null) throw new Error(`CHANGELOG.md says nothing of ${version()}`);
  writeFileSync(inFolder('release-notes.md'), withWholeLinks(notes, repository(), version()));
}

function buildExecutable(): void {
  const name = `weborca-cert-${version()}-${process.platform}-${process.arch}`;
  const program = inFolder(process.platform === 'win32' ? `${name}.exe` : name);
  run(process.execPath, [inCli('scripts/build-sea.ts'), program]);
}

/** The zip for clinics; on Linux with Node for Windows as npm brings it, into a folder that goes. */
function buildKit(): void {
  if (process.platform === 'darwin') return;
  const kit = inFolder('kit');
  mkdirSync(kit);
  const isWindows = process.platform === 'win32';
  const there = isWindows ? [] : ['--windows', fetchWindowsNode(process.versions.node, kit, run)];
  run(process.execPath, [inCli('scripts/build-windows-kit.ts'), kit, ...there]);
  for (const name of readdirSync(kit)) {
    if (name.endsWith('.zip')) renameSync(path.join(kit, name), inFolder(name));
  }
  rmSync(kit, { recursive: true });
}

if (existsSync(folder) && readdirSync(folder).length > 0) {
  throw new Error(`${folder} is there already: name an empty folder`);
}
mkdirSync(folder, { recursive: true });
pnpm(['exec', 'turbo', 'run', 'build', 'package', '--output-logs=errors-only']);
pnpm(['pack', '--pack-destination', folder], inCli(''));
copyFileSync(
  inExtension('weborca-cert-vscode.vsix'),
  inFolder(`weborca-cert-vscode-${version()}.vsix`),
);
buildExecutable();
buildKit();
const packages = everythingBundled();
const product = { name: 'weborca-cert', version: version(), node: process.versions.node };
const bill = JSON.stringify(billOfMaterials(product, packages), null, 2);
writeFileSync(inFolder('bill-of-materials.cdx.json'), `${bill}\n`);
const notices = [
  thirdPartyNotices(packages),
  nodeNotice([process.execPath], process.versions.node),
];
writeFileSync(inFolder('THIRD-PARTY-NOTICES.txt'), notices.join('\n----\n\n'));
copyFileSync(path.join(root, 'LICENSE'), inFolder('LICENSE'));
writeNotes();
writeChecksums(folder);
for (const name of readdirSync(folder)) {
  console.log(`${(statSync(inFolder(name)).size / 1_000_000).toFixed(2).padStart(7)} MB  ${name}`);
}
