import { basename, dirname, join } from 'node:path';
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
import { sha256Hex } from '../bytes.ts';
import { statusIfThere } from './beside.ts';
import { placingCommand, readingScript, type Placing } from './place-as-root.ts';
import { makeKeptFolder, nameKeptAside } from './only-the-file.ts';
import { quotePowerShell } from './quoting.ts';
import { canonicalPath, fileKey } from '../files/paths.ts';
import type { PlannedReplacement } from './switch-files.ts';
import { stagedFolder } from './layout.ts';

interface Staging {
  readonly certificateFolder: string;
  /** The consumer's. */
  readonly id: string;
  readonly replacements: readonly PlannedReplacement[];
  /** What this run has laid ready already: two commands that share a file must not want two of it. */
  readonly laid: Map<string, Uint8Array>;
}

/**
 * Lays the new files ready in an owner-only folder and names the command that puts them in place.
 * The command replaces those files and nothing else, follows no link, keeps what was there, and does
 * nothing when it is pasted again. This program, with a user's configuration, is never what runs with
 * more rights.
 *
 * What is sealed has other bytes each time, and the command that was told yesterday has to be right
 * today: what lies ready and means the same stays.
 */
export async function stageForElevation(effects: Effects, staging: Staging): Promise<string> {
  const { files, platform } = effects;
  const { certificateFolder, id, replacements, laid } = staging;
  const folder = stagedFolder(certificateFolder, id);
  const meant = sha256Hex(
    JSON.stringify(
      replacements.map(({ path, meaning, plannedFrom }) => [path, meaning, plannedFrom]),
    ),
  );
  const wanted = replacements.map((replacement, index) => {
    const { path, bytes } = replacement;
    const key = fileKey(path, platform);
    const staged = join(folder, `${index + 1}-${basename(path)}`);
    return { replacement, staged, key, bytes: laid.get(key) ?? bytes, fixed: laid.has(key) };
  });
  let ready = await readyFor(effects, folder, { meant, wanted });
  if (ready === null) {
    await removeTree(files, folder);
    await makeDirectories(files, folder, 0o700);
    for (const { staged, bytes } of wanted) {
      await writeDurably(effects, staged, { contents: bytes, mode: 0o600 });
    }
    await writeDurably(effects, join(folder, readyFile), {
      contents: Buffer.from(meant),
      mode: 0o600,
    });
    ready = wanted.map(({ bytes }) => bytes);
  }
  const placings: Placing[] = [];
  for (const [index, { replacement, staged, key, bytes }] of wanted.entries()) {
    const there = ready[index] ?? bytes;
    laid.set(key, there);
    if (replacement.inPlace === true) await keepAside(effects, certificateFolder, replacement);
    placings.push(await placingOf(effects, replacement, { staged, newSha256: sha256Hex(there) }));
  }
  return placingCommand(placings, platform);
}

/** The command writes over this one: what it has is kept before it is told. */
async function keepAside(
  effects: Effects,
  certificateFolder: string,
  { path, plannedFrom }: PlannedReplacement,
): Promise<void> {
  const bytes = await effects.files.readFile(path);
  if (sha256Hex(bytes) !== plannedFrom) return;
  const folder = await makeKeptFolder(effects, certificateFolder);
  for (const name of await listIfThere(effects.files, folder)) {
    const kept = await readIfThere(effects.files, join(folder, name));
    if (kept !== null && sha256Hex(kept) === plannedFrom) return;
  }
  const name = await nameKeptAside(effects, certificateFolder, path);
  await writeDurably(effects, name, { contents: bytes, mode: 0o600 });
}

/** Written when all the others lie there. */
const readyFile = 'ready';

interface Wanted {
  readonly meant: string;
  readonly wanted: readonly {
    readonly staged: string;
    readonly bytes: Uint8Array;
    readonly fixed: boolean;
  }[];
}

/** The bytes that lie there, if they mean this and are those that are wanted by others, too. */
async function readyFor(
  { files }: Effects,
  folder: string,
  { meant, wanted }: Wanted,
): Promise<readonly Uint8Array[] | null> {
  return quietly(async () => {
    const mark = await readIfThere(files, join(folder, readyFile));
    if (mark === null || Buffer.from(mark).toString() !== meant) return null;
    const found: Uint8Array[] = [];
    for (const { staged, bytes, fixed } of wanted) {
      const there = await files.readFile(staged);
      if (fixed && !Buffer.from(there).equals(bytes)) return null;
      found.push(there);
    }
    return found;
  });
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
  replacement: PlannedReplacement,
  ready: Pick<Placing, 'staged' | 'newSha256'>,
): Promise<Placing> {
  const { path, secret, like, plannedFrom, inPlace = false } = replacement;
  const status = (await statusIfThere(effects, path)) ?? (await statusLike(effects, like));
  const mode = status === null ? (secret ? 0o600 : 0o644) : status.mode & 0o777;
  return {
    folder: await canonicalPath(effects.files, dirname(path)),
    name: basename(path),
    ...ready,
    oldSha256: plannedFrom,
    owner: status === null ? '0:0' : `${status.uid}:${status.gid}`,
    mode: mode.toString(8),
    inPlace,
  };
}

async function statusLike(effects: Effects, like: string | undefined): Promise<FileStatus | null> {
  return like === undefined ? null : statusIfThere(effects, like);
}
