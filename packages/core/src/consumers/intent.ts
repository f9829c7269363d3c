import { join } from 'node:path';
import * as v from 'valibot';
import type { Effects } from '../effects.ts';
import { isNotReadable, makeDirectories, readIfThere, writeDurably } from '../files/durable.ts';

/** One file of a switch. Digests are of the whole file; null: there was none. */
export interface IntentPair {
  readonly target: string;
  /** The new bytes, beside the target unless `inPlace`. */
  readonly temporary: string;
  readonly newSha256: string;
  /** Copy of what is replaced, beside the target. */
  readonly kept: string | null;
  readonly oldSha256: string | null;
  /** The file itself is written over; `temporary` and `kept` lie in the state folder. */
  readonly inPlace?: boolean | undefined;
}

/**
 * The record of an unfinished switch. `writing`: no target was touched yet. `switching`: everything
 * lies beside, the renames have begun. `undoing`: what was renamed is being put back.
 */
export interface Intent {
  readonly phase: 'writing' | 'switching' | 'undoing';
  readonly pairs: readonly IntentPair[];
}

const schema = v.object({
  schemaVersion: v.literal(1),
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
});

/** Everything the consumers' part keeps in a certificate's store folder. */
export function consumersFolder(stateFolder: string): string {
  return join(stateFolder, 'consumers');
}

/** The record of an unfinished switch. */
export function intentPath(stateFolder: string): string {
  return join(consumersFolder(stateFolder), 'switch.json');
}

export async function writeIntent(
  effects: Effects,
  stateFolder: string,
  intent: Intent,
): Promise<void> {
  await makeDirectories(effects.files, consumersFolder(stateFolder), 0o700);
  const text = `${JSON.stringify({ schemaVersion: 1, ...intent })}\n`;
  const path = intentPath(stateFolder);
  await writeDurably(effects.files, path, Buffer.from(text), 0o600, effects.randomBytes);
}

/**
 * The unfinished switch, or null. `unreadable`: somebody changed the record; it is never guessed
 * at, since a wrong guess would mix old and new files.
 */
export async function readIntent(
  effects: Effects,
  stateFolder: string,
): Promise<Intent | 'unreadable' | null> {
  try {
    const bytes = await readIfThere(effects.files, intentPath(stateFolder));
    if (bytes === null) return null;
    const parsed = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    return parsed.success ? parsed.output : 'unreadable';
  } catch (error) {
    if (error instanceof SyntaxError || isNotReadable(error)) return 'unreadable';
    throw error;
  }
}

export async function clearIntent(effects: Effects, stateFolder: string): Promise<void> {
  await effects.files.removeFile(intentPath(stateFolder));
  await effects.files.syncDirectory(consumersFolder(stateFolder));
}
