// What the scripts of a release share: where things lie, and the one version of all packages.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** The root's version is the one; what is published has to carry it, too. */
const manifests = ['package.json', 'packages/cli/package.json', 'packages/vscode-ext/package.json'];

/** What names a file or an image of a release, as people type it; a test finds others. */
export const naming = [
  'README.md',
  'README.ja.md',
  'docs/clinics.md',
  'docs/clinics.ja.md',
  'docs/fleet.md',
  'docs/fleet.ja.md',
  'deploy/kubernetes/weborca-cert.yaml',
];

/** `weborca-cert-0.1.0.tgz`, `weborca-cert-vscode-0.1.0.vsix`, `REGISTRY/weborca-cert:0.1.0` */
export const named = /(?<=\bweborca-cert(?:-vscode)?[-:])\d+\.\d+\.\d+/g;

/** Whole numbers: the extension's marketplaces take no other versions. */
const versionPattern = /^\d+\.\d+\.\d+$/;

const versionOf = (text: string): string => /"version": "([^"]+)"/.exec(text)?.[1] ?? '';

/** The version of the repository. Throws where two manifests name different ones. */
export function version(): string {
  const found = manifests.map((file) => versionOf(readFileSync(path.join(root, file), 'utf8')));
  const [first = ''] = found;
  if (found.every((one) => one === first) && versionPattern.test(first)) return first;
  const told = manifests.map((file, index) => `${file}: ${found[index]}`);
  throw new Error(`one version, please (node scripts/release/version.ts): ${told.join(', ')}`);
}

/**
 * The repository's address, as people open it. Throws where the manifests of what is published name
 * different ones: npm takes no package whose `repository` is not where its workflow ran.
 */
export function repository(): string {
  const [first = '', ...others] = ['packages/cli', 'packages/vscode-ext'].map((folder) => {
    const text = readFileSync(path.join(root, folder, 'package.json'), 'utf8');
    const manifest: { readonly repository?: { readonly url?: string } } = JSON.parse(text);
    return (manifest.repository?.url ?? '').replace(/^git\+/, '').replace(/\.git$/, '');
  });
  if (first !== '' && others.every((one) => one === first)) return first;
  throw new Error(`one repository, please: ${[first, ...others].join(', ')}`);
}

/** Writes it into the manifests, and wherever a page names a file by it. */
export function setVersion(next: string): void {
  if (!versionPattern.test(next)) throw new Error(`${next} is no version like 1.2.3`);
  for (const name of naming) {
    const file = path.join(root, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(named, next));
  }
  for (const name of manifests) {
    const file = path.join(root, name);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/"version": "[^"]+"/, `"version": "${next}"`));
  }
}

/** Runs a program of the workspace to its end; what it prints is seen. */
export function run(
  program: string,
  args: readonly string[],
  { cwd = root, env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): void {
  // npm and npx are .cmd files on Windows, which Node starts through a shell only; no argument here
  // has a quote in it.
  const shell = process.platform === 'win32' && !path.isAbsolute(program);
  const words = shell ? args.map((word) => `"${word}"`) : args;
  const options = { cwd, shell, stdio: 'inherit', env: { ...process.env, ...env } } as const;
  const { status, error } = spawnSync(program, words, options);
  if (status !== 0) {
    const why = error?.message ?? `it ended with ${status}`;
    throw new Error(`${program} ${args.join(' ')}: ${why}`);
  }
}

/** pnpm as the README starts it. */
export const pnpm = (args: readonly string[], cwd?: string): void =>
  run('npx', ['-y', 'pnpm@12', ...args], cwd === undefined ? {} : { cwd });

const sha256 = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');

/** Writes SHA256SUMS over all that lies in the folder, as `sha256sum --check` reads it. */
export function writeChecksums(folder: string): void {
  const names = readdirSync(folder).filter((name) => name !== 'SHA256SUMS');
  const lines = names.map((name) => `${sha256(path.join(folder, name))}  ${name}\n`);
  writeFileSync(path.join(folder, 'SHA256SUMS'), lines.join(''));
}

/** Throws at the first file that is not what SHA256SUMS says. */
export function checkChecksums(folder: string): void {
  const text = readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8');
  for (const line of text.trim().split('\n')) {
    const [sum = '', name = ''] = line.split('  ');
    if (sha256(path.join(folder, name)) !== sum) {
      throw new Error(`${name} is not what SHA256SUMS says`);
    }
  }
}
