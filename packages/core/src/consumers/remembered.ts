import * as v from 'valibot';
import type { Effects } from '../effects.ts';
import { errorCodes } from '../errors.ts';
import {
  isNotReadable,
  makeDirectories,
  readIfThere,
  writeDurably,
  readIfReadable,
} from '../files/durable.ts';
import { sha256Hex } from '../bytes.ts';
import { consumersFolder, recordsPath } from './layout.ts';
import { join } from 'node:path';
import { Secret } from '../secret.ts';
import { pairsIn } from '../store/read-version.ts';
import { decodePassword, encodePassword } from '../store/record.ts';
import type { Store } from '../store/types.ts';

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

/**
 * The password under which a consumer's own file goes on being sealed (`keep`). It is learned when
 * the consumer is added or first deployed, and outlives the store version it came from.
 */
export async function rememberPassword(
  effects: Effects,
  certificateFolder: string,
  { id, of = 'file', password }: Of & { readonly password: Secret },
): Promise<void> {
  const known = await rememberedPassword(effects, certificateFolder, { id, of });
  if (known?.reveal() === password.reveal()) return;
  await makeDirectories(effects.files, consumersFolder(certificateFolder), 0o700);
  const bytes = encodePassword(password);
  const path = pathOf(certificateFolder, { id, of });
  await writeDurably(effects, path, { contents: bytes, mode: 0o600 });
}

/** A consumer, and which of its two passwords: a .p12's key can have its own. */
interface Of {
  readonly id: string;
  readonly of?: 'file' | 'key';
}

async function rememberedPassword(
  effects: Effects,
  certificateFolder: string,
  which: Of,
): Promise<Secret | null> {
  const bytes = await readIfReadable(effects.files, pathOf(certificateFolder, which));
  return bytes === null ? null : decodePassword(bytes);
}

/** The certificate, and where passwords of its consumers may be. */
interface Where {
  readonly effects: Effects;
  readonly certificate: { readonly name: string };
  readonly store: Store;
  readonly certificateFolder: string;
}

/**
 * Passwords to try on a consumer's file: its own first, then those of the store's versions, latest
 * first.
 */
export async function passwordsFor(
  { effects, certificate, store, certificateFolder }: Where,
  { id }: { readonly id: string },
): Promise<readonly Secret[]> {
  const passwords = [await rememberedPassword(effects, certificateFolder, { id })];
  for (const pair of await pairsIn(store, certificate.name)) passwords.push(await pair.password());
  return passwords.filter((password) => password !== null);
}

/** All that opens a consumer's file, or may. */
export interface Known {
  readonly passwords: readonly Secret[];
  readonly keyPassword: Secret | null;
}

export async function knownFor(at: Where, { id }: { readonly id: string }): Promise<Known> {
  const keyPassword = await rememberedPassword(at.effects, at.certificateFolder, { id, of: 'key' });
  return { passwords: await passwordsFor(at, { id }), keyPassword };
}

/** What was told just now, and then what is known. */
export function bothOf(given: Known | undefined, known: Known): Known {
  if (given === undefined) return known;
  return {
    passwords: [...given.passwords, ...known.passwords],
    keyPassword: given.keyPassword ?? known.keyPassword,
  };
}

/** As given, then without one line end. */
export function spellingsOf(given: Secret): readonly Secret[] {
  const bare = given.reveal().replace(/\r?\n$/, '');
  return bare === given.reveal() ? [given] : [given, new Secret(bare)];
}

function pathOf(certificateFolder: string, { id, of = 'file' }: Of): string {
  const name = of === 'file' ? `${id}.password` : `${id}.key.password`;
  return join(consumersFolder(certificateFolder), name);
}
