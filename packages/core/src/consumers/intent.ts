import * as v from 'valibot';
import type { Effects } from '../effects.ts';
import { isNotReadable, makeDirectories, readIfThere, writeDurably } from '../files/durable.ts';
import { intentPath, consumersFolder } from './layout.ts';

/** One file of a switch. Digests are of the whole file; null: there was none. */
export interface IntentPair {
  readonly target: string;
  /** The new bytes, beside the target unless `inPlace`. */
  readonly temporary: string;
  readonly newSha256: string;
  /** Copy of what is replaced, beside the target. */
  readonly kept: string | null;
  readonly oldSha256: string | null;
  /** The file itself is written over; `temporary` and `kept` lie in the store. */
  readonly inPlace?: boolean | undefined;
}

/** The files of one set: all of them become new, or none. */
export type IntentSet = readonly IntentPair[];

/**
 * `writing`: no target was touched yet. `switching`: everything lies beside, the renames may have
 * begun. `undoing`: what was renamed is being put back.
 */
export type Phase = 'writing' | 'switching' | 'undoing';

/** The sets of a switch that are not through, each with how far it has come. */
export type Intent = Map<IntentSet, Phase>;

const setEntries = {
  phase: v.picklist(['writing', 'switching', 'undoing']),
  pairs: v.array(
    v.object({
      target: v.string(),
      temporary: v.string(),
      newSha256: v.string(),
      kept: v.nullable(v.string()),
      oldSha256: v.nullable(v.string()),
      inPlace: v.optional(v.boolean()),
    }),
  ),
};

const schema = v.variant('schemaVersion', [
  // As 0.1.0 wrote it: everything is one set.
  v.object({ schemaVersion: v.literal(1), ...setEntries }),
  v.object({ schemaVersion: v.literal(2), sets: v.array(v.object(setEntries)) }),
]);

/** With nothing left to do there is no record. */
export async function writeIntent(
  effects: Effects,
  certificateFolder: string,
  intent: Intent,
): Promise<void> {
  const folder = consumersFolder(certificateFolder);
  const path = intentPath(certificateFolder);
  if (intent.size === 0) {
    await effects.files.removeFile(path);
    return effects.files.syncDirectory(folder);
  }
  await makeDirectories(effects.files, folder, 0o700);
  const sets = [...intent].map(([pairs, phase]) => ({ phase, pairs }));
  const text = `${JSON.stringify({ schemaVersion: 2, sets })}\n`;
  await writeDurably(effects, path, { contents: Buffer.from(text), mode: 0o600 });
}

/**
 * What is unfinished; of nothing, nothing. `unreadable`: somebody changed the record; it is never
 * guessed at, since a wrong guess would mix old and new files.
 */
export async function readIntent(
  effects: Effects,
  certificateFolder: string,
): Promise<Intent | 'unreadable'> {
  try {
    const bytes = await readIfThere(effects.files, intentPath(certificateFolder));
    if (bytes === null) return new Map();
    const parsed = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (!parsed.success) return 'unreadable';
    const { output } = parsed;
    const sets = output.schemaVersion === 1 ? [output] : output.sets;
    return new Map(sets.map(({ phase, pairs }) => [pairs, phase]));
  } catch (error) {
    if (error instanceof SyntaxError || isNotReadable(error)) return 'unreadable';
    throw error;
  }
}
