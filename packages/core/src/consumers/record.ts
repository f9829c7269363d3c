import * as v from 'valibot';
import type { Effects } from '../effects.ts';
import { errorCodes } from '../errors.ts';
import { isNotReadable, makeDirectories, readIfThere, writeDurably } from '../files/durable.ts';
import { sha256Hex } from '../bytes.ts';
import { consumersFolder, recordsPath } from './layout.ts';

const entrySchema = v.object({
  outcome: v.picklist(['done', 'failed', 'needs-elevation']),
  /** The certificate the outcome is about. */
  fingerprint: v.string(),
  at: v.string(),
  /** What lay there when it was last seen to be current. */
  files: v.array(v.object({ path: v.string(), sha256: v.string() })),
  code: v.optional(v.picklist([...errorCodes])),
  reason: v.optional(v.string()),
  exitCode: v.optional(v.number()),
  output: v.optional(v.string()),
  /** The file or field the reason is about. */
  where: v.optional(v.string()),
  command: v.optional(v.string()),
  notes: v.optional(v.array(v.picklist(['written-in-place', 'not-flushed']))),
  /** For `command`: the state of the file consumers it ran after. */
  basis: v.optional(v.string()),
});

const schema = v.object({
  schemaVersion: v.literal(1),
  consumers: v.record(v.string(), entrySchema),
});

export type ConsumerRecord = v.InferOutput<typeof entrySchema>;
export type ConsumerRecords = ReadonlyMap<string, ConsumerRecord>;

/** The same for the same kind and place, so that a changed option does not forget what was done. */
export function consumerId(kind: string, place: string): string {
  return sha256Hex(`${kind}\0${place}`).slice(0, 16);
}

/**
 * What is remembered; nothing, when the file is missing or broken: looking again costs only time.
 * One that cannot be read is thrown: somebody has to see to it, or it is never written again.
 */
export async function readRecords(
  effects: Effects,
  certificateFolder: string,
): Promise<ConsumerRecords> {
  const bytes = await readIfThere(effects.files, recordsPath(certificateFolder));
  if (bytes === null) return new Map();
  try {
    const parsed = v.safeParse(schema, JSON.parse(Buffer.from(bytes).toString('utf8')));
    return new Map(parsed.success ? Object.entries(parsed.output.consumers) : []);
  } catch {
    return new Map();
  }
}

/** The same for those who work on all the same: then nothing is remembered. */
export async function recordsOrNone(
  effects: Effects,
  certificateFolder: string,
): Promise<ConsumerRecords> {
  try {
    return await readRecords(effects, certificateFolder);
  } catch (error) {
    if (isNotReadable(error)) return new Map();
    throw error;
  }
}

export async function writeRecords(
  effects: Effects,
  certificateFolder: string,
  records: ConsumerRecords,
): Promise<void> {
  await makeDirectories(effects.files, consumersFolder(certificateFolder), 0o700);
  const text = `${JSON.stringify({ schemaVersion: 1, consumers: Object.fromEntries(records) }, null, 2)}\n`;
  const path = recordsPath(certificateFolder);
  await writeDurably(effects, path, { contents: Buffer.from(text), mode: 0o600 });
}
