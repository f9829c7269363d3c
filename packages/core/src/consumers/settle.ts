import { dirname } from 'node:path';
import type { Effects } from '../effects.ts';
import { readIfThere, reasonOf, removeQuietly } from '../files/durable.ts';
import { sha256Hex } from '../bytes.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import { isTorn, writeInto } from './only-the-file.ts';
import { readIntent, writeIntent, type Intent, type IntentPair, type IntentSet } from './intent.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';
import { intentPath } from './layout.ts';

/** A file that stood in the way, and why. */
export interface Refusal {
  readonly path: string;
  readonly reason: ConsumerReason;
}

/** What became of one set. */
export type Settlement =
  | { readonly kind: 'finished'; readonly pairs: IntentSet }
  | ({
      readonly kind: 'undone';
      readonly pairs: IntentSet;
      /** False: something could not be put back; the record keeps this set for the next run. */
      readonly putBack: boolean;
    } & Refusal);

/**
 * Finishes or undoes what a killed process left, set by set.
 *
 * @returns what became of each, or the record that tells nothing any more
 */
export async function settleUnfinished(
  effects: Effects,
  certificateFolder: string,
): Promise<readonly Settlement[] | { readonly unreadable: string }> {
  const intent = await readIntent(effects, certificateFolder);
  if (intent === 'unreadable') return { unreadable: intentPath(certificateFolder) };
  return intent.size === 0 ? [] : settle(effects, certificateFolder, intent);
}

/**
 * Makes every target of a set the new one, or, where one cannot be, every target the old one again;
 * each set by itself. Afterwards `intent` holds what could not be put back.
 */
export async function settle(
  effects: Effects,
  certificateFolder: string,
  intent: Intent,
): Promise<readonly Settlement[]> {
  const settlements: Settlement[] = [];
  for (const [pairs, phase] of intent) {
    const begun: Refusal = { path: pairs[0]?.target ?? '', reason: 'interrupted' };
    const refusal = phase === 'switching' ? await finish(effects, pairs) : begun;
    if (refusal === null) {
      intent.delete(pairs);
      settlements.push({ kind: 'finished', pairs });
    } else {
      const putBack = await undo(effects, certificateFolder, { intent, pairs });
      settlements.push({ kind: 'undone', pairs, ...refusal, putBack });
    }
  }
  const { files } = effects;
  try {
    await writeIntent(effects, certificateFolder, intent);
    const finished = settlements.filter(({ kind }) => kind === 'finished');
    for (const { temporary, inPlace } of finished.flatMap(({ pairs }) => pairs)) {
      if (inPlace === true) await removeQuietly(files, temporary);
    }
  } catch {
    // The files are as they are to be. A record that stays is looked at by the next run, which finds
    // so, or goes on with what could not be put back.
  }
  return settlements;
}

/** @returns what stood in the way, or null when every target is the new one */
async function finish(effects: Effects, pairs: IntentSet): Promise<Refusal | null> {
  let at = pairs[0]?.target ?? '';
  try {
    const looks: Look[] = [];
    for (const pair of pairs) {
      at = pair.target;
      looks.push(await look(effects, pair));
    }
    const stuck = looks.find((one) => !canBecomeNew(one));
    if (stuck !== undefined) return { path: stuck.pair.target, reason: 'changed-meanwhile' };
    for (const { pair, temporary } of looks) {
      at = pair.target;
      if (temporary !== 'missing') await replace(effects, pair.temporary, pair);
    }
    await syncFolders(effects, pairs);
    return null;
  } catch (error) {
    return { path: at, reason: reasonOf(error) };
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

/**
 * Puts back what was renamed of a set, and removes what lies beside. Done, the set is no longer in
 * `intent`; false when something could not be.
 */
export async function undo(
  effects: Effects,
  certificateFolder: string,
  { intent, pairs }: { readonly intent: Intent; readonly pairs: IntentSet },
): Promise<boolean> {
  intent.set(pairs, 'undoing');
  try {
    // On a full disk this fails; going on is right all the same: looking tells finished from not.
    await writeIntent(effects, certificateFolder, intent);
  } catch {
    // The record on disk still names every file.
  }
  let complete = true;
  for (const pair of pairs) complete = (await restore(effects, pair)) && complete;
  if (!complete) return false;
  try {
    await syncFolders(effects, pairs);
  } catch {
    return false;
  }
  intent.delete(pairs);
  return true;
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
  pairs: IntentSet,
): Promise<ReadonlySet<string>> {
  const { files, unflushed } = goingOnUnflushed(effects.files);
  for (const folder of new Set(pairs.map((pair) => dirname(pair.target)))) {
    await files.syncDirectory(folder);
  }
  return unflushed;
}
