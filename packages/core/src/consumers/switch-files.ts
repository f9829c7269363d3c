import { basename, dirname, join } from 'node:path';
import type { Effects } from '../effects.ts';
import { reasonOf } from '../files/durable.ts';
import type { FileStatus, FileSystem } from '../files/file-system.ts';
import { sha256Hex } from '../bytes.ts';
import { nameKept, nameTemporary, statusIfThere } from './beside.ts';
import { writeIntent, type Intent, type IntentPair, type IntentSet } from './intent.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import { makeKeptFolder, nameKeptAside } from './only-the-file.ts';
import { settle, syncFolders, undo, type Refusal } from './settle.ts';
import type { Replacement } from './types.ts';

/** A replacement and the digest of the bytes it was planned from; null: there was no file. */
export interface PlannedReplacement extends Replacement {
  readonly plannedFrom: string | null;
  /** Only the file itself may be written: nothing can be renamed onto it. */
  readonly inPlace?: boolean;
}

export type SwitchResult =
  | {
      readonly kind: 'switched';
      readonly kept: readonly string[];
      /** Folders that refuse to be flushed: the switch went on all the same. */
      readonly unflushed: ReadonlySet<string>;
    }
  | ({
      readonly kind: 'failed';
      /** False when putting back failed as well: the next run goes on with it. */
      readonly putBack: boolean;
      /** The file that could not be switched; every other one of its set is as it was before. */
    } & Refusal);

export interface Switch {
  readonly sets: readonly (readonly PlannedReplacement[])[];
  /** What could not be put back in an earlier run, and is not among `sets`. */
  readonly open?: readonly IntentSet[];
}

/**
 * Replaces all files of a set or none, each set by itself. Order: record of the intent, which names
 * all of them; new bytes beside their targets (rights and owner of what they replace), copies of what
 * is replaced (`FILE.old-yyyyMMdd[-n]`), all of it fsynced; record again; renames. Killed anywhere,
 * `settleUnfinished` finishes each set or undoes it. What may only be written over waits and is kept
 * in the certificate's folder of the store instead.
 *
 * @returns what became of each set, in their order
 */
export async function switchSets(
  effects: Effects,
  certificateFolder: string,
  { sets, open = [] }: Switch,
): Promise<readonly SwitchResult[]> {
  const results = sets.map((set): SwitchResult => (set.length === 0 ? nothingToDo : begun));
  const underWay = new Map<number, SetUnderWay>();
  for (const [index, replacements] of sets.entries()) {
    if (replacements.length === 0) continue;
    const prepared = await prepareAll(effects, certificateFolder, replacements);
    if ('reason' in prepared) results[index] = { kind: 'failed', ...prepared, putBack: true };
    else underWay.set(index, { prepared, pairs: prepared.map(({ pair }) => pair) });
  }
  if (underWay.size > 0) await carryOut(effects, certificateFolder, { underWay, open, results });
  return results;
}

const nothingToDo: SwitchResult = { kind: 'switched', kept: [], unflushed: new Set() };

/** Until it is known what became of a set. */
const begun: SwitchResult = { kind: 'failed', path: '', reason: 'interrupted', putBack: false };

interface SetUnderWay {
  readonly prepared: readonly Prepared[];
  readonly pairs: IntentSet;
}

async function carryOut(
  effects: Effects,
  certificateFolder: string,
  {
    underWay,
    open,
    results,
  }: {
    readonly underWay: Map<number, SetUnderWay>;
    readonly open: readonly IntentSet[];
    readonly results: SwitchResult[];
  },
): Promise<void> {
  const intent: Intent = new Map(open.map((pairs) => [pairs, 'undoing']));
  const unflushed = new Set<string>();
  const fail = async (index: number, pairs: IntentSet, refusal: Refusal): Promise<void> => {
    const putBack = await undo(effects, certificateFolder, { intent, pairs });
    underWay.delete(index);
    results[index] = { kind: 'failed', ...refusal, putBack };
  };
  const record = async (phase: 'writing' | 'switching'): Promise<void> => {
    for (const { pairs } of underWay.values()) intent.set(pairs, phase);
    try {
      await writeIntent(effects, certificateFolder, intent);
    } catch (error) {
      const refusal = { path: certificateFolder, reason: reasonOf(error) };
      for (const [index, { pairs }] of underWay) await fail(index, pairs, refusal);
    }
  };
  await record('writing');
  for (const [index, { prepared, pairs }] of underWay) {
    const refusal = await layBeside(effects, prepared, unflushed);
    if (refusal !== null) await fail(index, pairs, refusal);
  }
  await record('switching');
  const settlements = await settle(effects, certificateFolder, intent);
  for (const [index, { pairs }] of underWay) {
    const settled = settlements.find((one) => one.pairs === pairs);
    if (settled?.kind === 'finished') {
      const kept = pairs.flatMap((pair) => pair.kept ?? []);
      results[index] = { kind: 'switched', kept, unflushed };
    } else if (settled !== undefined) {
      const { path, reason, putBack } = settled;
      results[index] = { kind: 'failed', path, reason, putBack };
    }
  }
}

/** The new bytes, and copies of the old ones. @returns what stood in the way */
async function layBeside(
  effects: Effects,
  prepared: readonly Prepared[],
  unflushed: Set<string>,
): Promise<Refusal | null> {
  const outside = goingOnUnflushed(effects.files);
  const pairs = prepared.map(({ pair }) => pair);
  const beside = prepared.map((one) => ({ target: one.pair.target, files: filesBeside(one) }));
  let at = pairs[0]?.target ?? '';
  try {
    for (const one of beside) {
      at = one.target;
      for (const file of one.files) await createEmpty(effects, file);
    }
    await giveAccessRules(
      effects,
      beside.flatMap(({ files }) => files),
    );
    for (const one of beside) {
      at = one.target;
      for (const file of one.files) await fill(effects, file, outside.files);
    }
    for (const folder of await syncFolders(effects, pairs)) unflushed.add(folder);
    const waiting = pairs.find(({ inPlace }) => inPlace === true);
    if (waiting !== undefined) await effects.files.syncDirectory(dirname(waiting.temporary));
    for (const folder of outside.unflushed) unflushed.add(folder);
    return null;
  } catch (error) {
    return { path: at, reason: reasonOf(error) };
  }
}

async function prepareAll(
  effects: Effects,
  certificateFolder: string,
  replacements: readonly PlannedReplacement[],
): Promise<readonly Prepared[] | Refusal> {
  const prepared: Prepared[] = [];
  for (const replacement of replacements) {
    const one = await prepare(effects, certificateFolder, replacement);
    if ('reason' in one) return one;
    prepared.push(one);
  }
  return prepared;
}

interface Prepared {
  readonly pair: IntentPair;
  readonly replacement: PlannedReplacement;
  readonly old: { readonly bytes: Uint8Array; readonly status: FileStatus } | null;
  /** Whose rights and owner the new file gets. */
  readonly like: FileStatus | null;
}

/** Looks at the target once more: it must still be what the plan was made from. */
async function prepare(
  effects: Effects,
  certificateFolder: string,
  replacement: PlannedReplacement,
): Promise<Prepared | Refusal> {
  const { path, inPlace = false } = replacement;
  try {
    const status = await statusIfThere(effects, path);
    if (status !== null && status.kind !== 'file') {
      return { path, reason: status.kind === 'link' ? 'symbolic-link' : 'not-a-file' };
    }
    const bytes = status === null ? null : await effects.files.readFile(path);
    const oldSha256 = bytes === null ? null : sha256Hex(bytes);
    if (oldSha256 !== replacement.plannedFrom) return { path, reason: 'changed-meanwhile' };
    const beside = inPlace
      ? join(await makeKeptFolder(effects, certificateFolder), basename(path))
      : path;
    const nameOld = (): Promise<string> =>
      inPlace ? nameKeptAside(effects, certificateFolder, path) : nameKept(effects, path);
    const pair: IntentPair = {
      target: path,
      temporary: nameTemporary(effects, beside),
      newSha256: sha256Hex(replacement.bytes),
      kept: bytes === null ? null : await nameOld(),
      oldSha256,
      ...(inPlace ? { inPlace } : {}),
    };
    const old = bytes === null || status === null ? null : { bytes, status };
    const like =
      replacement.like === undefined ? null : await statusIfThere(effects, replacement.like);
    // No other program looks into the store.
    if (inPlace) return { pair, replacement: { ...replacement, secret: true }, old, like: null };
    return { pair, replacement, old, like: status ?? (like?.kind === 'file' ? like : null) };
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}

interface FileToWrite {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
  readonly like: FileStatus | null;
  /** The file whose rules it gets on Windows. */
  readonly likePath: string | null;
  readonly inStore: boolean;
}

/** The new bytes, and the copy of the old ones. */
function filesBeside({ pair, replacement, old, like }: Prepared): readonly FileToWrite[] {
  const mode = like?.mode ?? (replacement.secret ? 0o600 : 0o644);
  const likePath = old === null ? (replacement.like ?? null) : pair.target;
  const inStore = pair.inPlace === true;
  const common = { mode, like, likePath: like === null ? null : likePath, inStore };
  const fresh = { ...common, path: pair.temporary, bytes: replacement.bytes };
  if (pair.kept === null || old === null) return [fresh];
  return [fresh, { ...common, path: pair.kept, bytes: old.bytes }];
}

/** Empty and owner-only at first: nothing is in a file before its rights are as narrow as they will be. */
async function createEmpty(effects: Effects, file: FileToWrite): Promise<void> {
  await effects.files.create(file.path, new Uint8Array(), 0o600);
  // Owner first: a mode given before would hold for a moment for the wrong group.
  if (file.like !== null && effects.platform !== 'win32') {
    await matchOwner(effects, file.path, file.like);
  }
}

async function fill(effects: Effects, file: FileToWrite, outside: FileSystem): Promise<void> {
  await effects.files.overwrite(file.path, file.bytes);
  if (effects.platform !== 'win32') await effects.files.changeMode(file.path, file.mode & 0o777);
  await (file.inStore ? effects.files : outside).syncFile(file.path);
}

async function giveAccessRules(effects: Effects, files: readonly FileToWrite[]): Promise<void> {
  if (effects.platform !== 'win32') return;
  const { copyAccessRules } = await import('./access-rules.ts');
  await copyAccessRules(
    effects,
    files.flatMap(({ path, likePath }) =>
      likePath === null ? [] : [{ from: likePath, to: path }],
    ),
  );
}

async function matchOwner(effects: Effects, path: string, like: FileStatus): Promise<void> {
  const made = await effects.files.status(path);
  if (made.uid === like.uid && made.gid === like.gid) return;
  await effects.files.changeOwner(path, like.uid, like.gid);
}
