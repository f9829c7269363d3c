import { dirname } from 'node:path';
import type { Effects } from '../effects.ts';
import { isErrno, readIfThere, reasonOf, removeQuietly } from '../files/durable.ts';
import { sha256Hex } from '../sha256.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import { isTorn, writeInto } from './only-the-file.ts';
import { clearIntent, intentPath, readIntent, writeIntent, type IntentPair } from './intent.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';

export type Settlement =
  | { readonly kind: 'finished' }
  | {
      readonly kind: 'undone';
      readonly path: string;
      readonly reason: ConsumerReason;
      /** False: something could not be put back; the record stays for the next run. */
      readonly putBack: boolean;
    };

/** What a killed process left, or null when nothing was open. */
export async function settleUnfinished(
  effects: Effects,
  stateFolder: string,
): Promise<Settlement | null> {
  const intent = await readIntent(effects, stateFolder);
  if (intent === null) return null;
  if (intent === 'unreadable') {
    const path = intentPath(stateFolder);
    return { kind: 'undone', path, reason: 'record-unreadable', putBack: false };
  }
  if (intent.phase === 'switching') return finishOrUndo(effects, stateFolder, intent.pairs);
  const putBack = await undo(effects, stateFolder, intent.pairs);
  return { kind: 'undone', path: intent.pairs[0]?.target ?? '', reason: 'interrupted', putBack };
}

/** Makes every target the new one, or, where one cannot be, every target the old one again. */
export async function finishOrUndo(
  effects: Effects,
  stateFolder: string,
  pairs: readonly IntentPair[],
): Promise<Settlement> {
  let at = stateFolder;
  try {
    const looks = await Promise.all(pairs.map((pair) => look(effects, pair)));
    const stuck = looks.find((one) => !canBecomeNew(one));
    if (stuck !== undefined) {
      at = stuck.pair.target;
      throw Object.assign(new Error('changed meanwhile'), { code: 'ECHANGED' });
    }
    for (const { pair, temporary } of looks) {
      at = pair.target;
      if (temporary !== 'missing') await replace(effects, pair.temporary, pair);
    }
    await syncFolders(effects, pairs);
    at = stateFolder;
    await clearIntent(effects, stateFolder);
    const waited = pairs.filter(({ inPlace }) => inPlace === true);
    for (const { temporary } of waited) await removeQuietly(effects.files, temporary);
    return { kind: 'finished' };
  } catch (error) {
    const reason = isErrno(error, 'ECHANGED') ? 'changed-meanwhile' : reasonOf(error);
    const putBack = await undo(effects, stateFolder, pairs);
    return { kind: 'undone', path: at, reason, putBack };
  }
}

/**
 * A rename, and where that cannot be the same bytes written into the file. Then they stay where they
 * lie: as long as the record is open they tell what a cut off write was to be.
 */
async function replace(
  effects: Effects,
  from: string,
  { target, inPlace }: IntentPair,
): Promise<void> {
  if (inPlace !== true) return effects.files.rename(from, target);
  const { files } = goingOnUnflushed(effects.files);
  await writeInto(files, target, await files.readFile(from));
}

/** Puts back what was renamed and removes what lies beside. False when something could not be. */
export async function undo(
  effects: Effects,
  stateFolder: string,
  pairs: readonly IntentPair[],
): Promise<boolean> {
  try {
    // On a full disk this fails; going on is right all the same: looking tells finished from not.
    await writeIntent(effects, stateFolder, { phase: 'undoing', pairs });
  } catch {
    // The record on disk still names every file.
  }
  let complete = true;
  for (const pair of pairs) complete = (await restore(effects, pair)) && complete;
  if (!complete) return false;
  try {
    await syncFolders(effects, pairs);
    await clearIntent(effects, stateFolder);
    return true;
  } catch (error) {
    return isErrno(error, 'ENOENT');
  }
}

async function restore(effects: Effects, pair: IntentPair): Promise<boolean> {
  try {
    const { target, temporary, kept } = await look(effects, pair);
    // Written over, a file may be new, or a part, while the bytes that it was to have still wait.
    const touched = pair.inPlace === true ? target !== 'old' : temporary === 'missing';
    if (touched && (target === 'new' || target === 'torn')) {
      if (pair.kept === null) await effects.files.removeFile(pair.target);
      else if (kept === 'whole') await replace(effects, pair.kept, pair);
      else return false;
      if (pair.inPlace === true && pair.kept !== null) await effects.files.removeFile(pair.kept);
    } else if (pair.inPlace === true && target === 'foreign') {
      // Whatever became of the file, this may be all that is left of what it was.
    } else if (kept !== 'missing' && kept !== 'foreign' && pair.kept !== null) {
      await effects.files.removeFile(pair.kept);
    }
    if (temporary !== 'missing') await effects.files.removeFile(pair.temporary);
    return true;
  } catch {
    return false;
  }
}

interface Look {
  readonly pair: IntentPair;
  /** `torn`: written over, and cut off amid. */
  readonly target: 'new' | 'old' | 'torn' | 'foreign';
  readonly temporary: 'whole' | 'part' | 'missing';
  readonly kept: 'whole' | 'part' | 'missing' | 'foreign';
}

async function look(effects: Effects, pair: IntentPair): Promise<Look> {
  const { files } = effects;
  const target = await readIfThere(files, pair.target);
  const temporary = await readIfThere(files, pair.temporary);
  const kept = pair.kept === null ? null : await readIfThere(files, pair.kept);
  return {
    pair,
    target: targetState(pair, { target, temporary, kept }),
    temporary: wholeOrPart(temporary, pair.newSha256),
    kept: keptState(kept, target, pair),
  };
}

interface Bytes {
  readonly target: Uint8Array | null;
  readonly temporary: Uint8Array | null;
  readonly kept: Uint8Array | null;
}

function targetState(pair: IntentPair, { target, temporary, kept }: Bytes): Look['target'] {
  const digest = target === null ? null : sha256Hex(target);
  if (digest === pair.newSha256) return 'new';
  if (digest === pair.oldSha256) return 'old';
  const known = target !== null && temporary !== null && kept !== null;
  return pair.inPlace === true && known && isTorn(target, kept, temporary) ? 'torn' : 'foreign';
}

function wholeOrPart(bytes: Uint8Array | null, digest: string): Look['temporary'] {
  if (bytes === null) return 'missing';
  return sha256Hex(bytes) === digest ? 'whole' : 'part';
}

/** A copy that broke off is a beginning of what was copied; anything else is somebody else's file. */
function keptState(
  bytes: Uint8Array | null,
  target: Uint8Array | null,
  pair: IntentPair,
): Look['kept'] {
  if (bytes === null) return 'missing';
  if (sha256Hex(bytes) === pair.oldSha256) return 'whole';
  const beginning = target?.subarray(0, bytes.length) ?? new Uint8Array();
  return Buffer.from(beginning).equals(bytes) ? 'part' : 'foreign';
}

/**
 * A target that somebody edited after it was renamed (its temporary file is gone) counts as new; one
 * edited before is theirs, and the whole set goes back.
 */
function canBecomeNew({ target, temporary }: Look): boolean {
  if (temporary === 'missing') return target !== 'old';
  return temporary === 'whole' && target !== 'foreign';
}

/** @returns the folders that refuse it */
export async function syncFolders(
  effects: Effects,
  pairs: readonly IntentPair[],
): Promise<ReadonlySet<string>> {
  const { files, unflushed } = goingOnUnflushed(effects.files);
  for (const folder of new Set(pairs.map((pair) => dirname(pair.target)))) {
    await files.syncDirectory(folder);
  }
  return unflushed;
}
