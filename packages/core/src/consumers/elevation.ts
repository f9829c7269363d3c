import { basename, join } from 'node:path';
import type { Effects } from '../effects.ts';
import { listIfThere, makeDirectories, removeTree, writeDurably } from '../files/durable.ts';
import { localDay, statusIfThere } from './beside.ts';
import { consumersFolder } from './intent.ts';
import type { Replacement } from './types.ts';

/**
 * Lays the new files ready in an owner-only folder and names the command that puts them in place.
 * The command copies files and nothing else: this program, with a user's configuration, is never
 * what runs with more rights.
 */
export async function stageForElevation(
  effects: Effects,
  stateFolder: string,
  id: string,
  replacements: readonly Replacement[],
): Promise<string> {
  const folder = stagedFolder(stateFolder, id);
  await removeTree(effects.files, folder);
  await makeDirectories(effects.files, folder, 0o700);
  const steps: string[] = [];
  for (const [index, { path, bytes, secret }] of replacements.entries()) {
    const staged = join(folder, `${index + 1}-${basename(path)}`);
    await writeDurably(effects.files, staged, bytes, 0o600, effects.randomBytes);
    steps.push(...(await copySteps(effects, staged, path, secret)));
  }
  return effects.platform === 'win32' ? steps.join('; ') : steps.join(' && ');
}

/** The consumers for which something is laid ready. */
export async function stagedIds(effects: Effects, stateFolder: string): Promise<readonly string[]> {
  return listIfThere(effects.files, stagedFolder(stateFolder, ''));
}

/** Once it is in place, or not wanted any more. */
export async function clearStaged(
  effects: Effects,
  stateFolder: string,
  id: string,
): Promise<void> {
  await removeTree(effects.files, stagedFolder(stateFolder, id));
}

/** The command that lets this user read a file that it has to look at first. */
export function readingCommand(effects: Effects, path: string): string {
  const { env, platform } = effects;
  const user = env['USER'] ?? env['LOGNAME'] ?? env['USERNAME'] ?? '';
  if (platform === 'win32')
    return `icacls ${quotePowerShell(path)} /grant ${quotePowerShell(`${user}:R`)}`;
  if (platform === 'darwin')
    return `sudo chmod +a ${quoteShell(`${user} allow read`)} ${quoteShell(path)}`;
  return `sudo setfacl -m ${quoteShell(`u:${user}:r`)} ${quoteShell(path)}`;
}

async function copySteps(
  effects: Effects,
  staged: string,
  target: string,
  secret: boolean,
): Promise<readonly string[]> {
  const kept = `${target}.old-${localDay(effects.now())}`;
  const status = await statusIfThere(effects, target);
  if (effects.platform === 'win32') {
    // For PowerShell as administrator. Copying into an existing file keeps its access rules.
    const copy = (from: string, to: string) =>
      `Copy-Item -LiteralPath ${quotePowerShell(from)} -Destination ${quotePowerShell(to)}`;
    return status === null ? [copy(staged, target)] : [copy(target, kept), copy(staged, target)];
  }
  if (status === null) {
    const mode = secret ? '600' : '644';
    return [`sudo install -m ${mode} ${quoteShell(staged)} ${quoteShell(target)}`];
  }
  const mode = (status.mode & 0o777).toString(8);
  return [
    `sudo cp -p ${quoteShell(target)} ${quoteShell(kept)}`,
    `sudo install -m ${mode} -o ${status.uid} -g ${status.gid} ${quoteShell(staged)} ${quoteShell(target)}`,
  ];
}

function stagedFolder(stateFolder: string, id: string): string {
  return join(consumersFolder(stateFolder), 'staged', id);
}

/** POSIX 2.2.2: nothing is special between single quotes but the quote itself. */
export function quoteShell(text: string): string {
  return /^[A-Za-z0-9_./:@%+=-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** In PowerShell's single-quoted strings every kind of single quote ends the string: double them. */
export function quotePowerShell(text: string): string {
  return `'${text.replaceAll(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
