import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import type { Effects } from '../effects.ts';
import { quietly } from '../errors.ts';
import {
  listIfThere,
  makeDirectories,
  readIfThere,
  removeTree,
  writeDurably,
} from '../files/durable.ts';
import type { FileStatus } from '../files/file-system.ts';
import { parseJson } from '../json.ts';
import { sha256Hex } from '../sha256.ts';
import { statusIfThere } from './beside.ts';
import { consumersFolder } from './intent.ts';
import { placingCommand, readingScript, type Placing } from './place-as-root.ts';
import { quotePowerShell } from './quoting.ts';
import { canonicalPath } from './same-file.ts';
import type { PlannedReplacement } from './switch-files.ts';

/**
 * Lays the new files ready in an owner-only folder and names the command that puts them in place.
 * The command replaces those files and nothing else, follows no link, keeps what was there, and does
 * nothing when it is pasted again. This program, with a user's configuration, is never what runs with
 * more rights.
 */
export async function stageForElevation(
  effects: Effects,
  stateFolder: string,
  id: string,
  replacements: readonly PlannedReplacement[],
): Promise<string> {
  const { files, platform, randomBytes } = effects;
  const folder = stagedFolder(stateFolder, id);
  const stagedAt = (index: number, path: string): string =>
    join(folder, `${index + 1}-${basename(path)}`);
  const paths = replacements.map(({ path }, index) => stagedAt(index, path));
  const meant = sha256Hex(
    JSON.stringify(replacements.map(({ path, meaning, plannedFrom }) => [path, meaning, plannedFrom])),
  );
  if ((await readyFor(effects, folder, paths)) !== meant) {
    await removeTree(files, folder);
    await makeDirectories(files, folder, 0o700);
    for (const [index, { path, bytes }] of replacements.entries()) {
      await writeDurably(files, stagedAt(index, path), bytes, 0o600, randomBytes);
    }
    const ready = { meant, digests: replacements.map(({ bytes }) => sha256Hex(bytes)) };
    const text = Buffer.from(JSON.stringify(ready));
    await writeDurably(files, join(folder, readyFile), text, 0o600, randomBytes);
  }
  const placings = replacements.map((one, index) => placingOf(effects, stagedAt(index, one.path), one));
  return placingCommand(await Promise.all(placings), platform);
}

const readyFile = 'ready.json';
const readySchema = v.object({ meant: v.string(), digests: v.array(v.string()) });

/**
 * What lies ready there, or null. What is sealed has other bytes each time, and the command that was
 * told yesterday has to be right today: the same is not laid ready anew.
 */
async function readyFor(
  { files }: Effects,
  folder: string,
  paths: readonly string[],
): Promise<string | null> {
  return quietly(async () => {
    const bytes = await readIfThere(files, join(folder, readyFile));
    if (bytes === null) return null;
    const parsed = v.safeParse(readySchema, parseJson(bytes));
    if (!parsed.success) return null;
    const { meant, digests } = parsed.output;
    for (const [index, path] of paths.entries()) {
      const staged = await readIfThere(files, path);
      if (staged === null || sha256Hex(staged) !== digests[index]) return null;
    }
    return meant;
  });
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

/** The command that lets this user read a file that it has to look at first: no link is followed. */
export async function readingCommand(effects: Effects, path: string): Promise<string> {
  const { env, platform, files } = effects;
  const user = env['USER'] ?? env['LOGNAME'] ?? env['USERNAME'] ?? '';
  if (platform === 'win32')
    return `icacls ${quotePowerShell(path)} /grant ${quotePowerShell(`${user}:R`)} /L`;
  const folder = await canonicalPath(files, dirname(path));
  return readingScript({ folder, name: basename(path), user }, platform);
}

async function placingOf(
  effects: Effects,
  staged: string,
  replacement: PlannedReplacement,
): Promise<Placing> {
  const { path, secret, like, plannedFrom, inPlace = false } = replacement;
  const status = (await statusIfThere(effects, path)) ?? (await statusLike(effects, like));
  const mode = status === null ? (secret ? 0o600 : 0o644) : status.mode & 0o777;
  return {
    folder: await canonicalPath(effects.files, dirname(path)),
    name: basename(path),
    staged,
    newSha256: sha256Hex(await effects.files.readFile(staged)),
    oldSha256: plannedFrom,
    owner: status === null ? '0:0' : `${status.uid}:${status.gid}`,
    mode: mode.toString(8),
    inPlace,
  };
}

async function statusLike(effects: Effects, like: string | undefined): Promise<FileStatus | null> {
  return like === undefined ? null : statusIfThere(effects, like);
}

function stagedFolder(stateFolder: string, id: string): string {
  return join(consumersFolder(stateFolder), 'staged', id);
}
