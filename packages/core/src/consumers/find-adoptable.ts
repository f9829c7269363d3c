import { basename, dirname, join } from 'node:path';
import { listIfThere } from '../files/durable.ts';
import { Secret } from '../secret.ts';
import { p12File } from '../store/layout.ts';
import { bindConsumers, type Bound, type ConsumersOf } from './bind.ts';
import { sha256 } from './digest.ts';
import { passwordsFor } from './passwords.ts';
import { readPlain, readTouched } from './read-files.ts';
import { readRecords } from './record.ts';

/** A PKCS#12 file that another program may have renewed, and passwords that may open it. */
export interface Adoptable {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The likeliest first; the caller adds what else it knows. */
  readonly passwordHints: readonly Secret[];
  /** It lies where files of several clinics may lie, so that one of another is no surprise. */
  readonly shared: boolean;
}

/**
 * What other programs may have renewed: the consumers' own files, `*.yyyymmdd` beside them (receipt
 * viewer, guide) and monsiaj's folder. What this program wrote itself is left out. Nothing is
 * opened here, and what cannot be read is passed over: it never stops a renewal.
 */
export async function findAdoptable(
  input: ConsumersOf & { readonly fingerprint: string },
): Promise<readonly Adoptable[]> {
  const { effects, stateFolder } = input;
  const ours = await ownDigests(input);
  const found = new Map<string, Adoptable>();
  const consider = async (
    path: string,
    hints: readonly Secret[],
    shared: boolean,
  ): Promise<void> => {
    if (found.has(path)) return;
    const bytes = await readPlain(effects, path);
    if (bytes === null || 'reason' in bytes) return;
    if (!looksLikePkcs12(bytes) || ours.has(sha256(bytes))) return;
    const passwordHints = [...(await passHints(input, path)), ...hints];
    found.set(path, { path, bytes, passwordHints, shared });
  };
  for (const bound of bindConsumers(input)) {
    const { paths, hints } = await touchedBy(input, bound);
    const all = [...hints, ...(await passwordsFor(input, bound))];
    for (const path of paths) {
      await consider(path, all, false);
      for (const dated of await datedBeside(input, path)) await consider(dated, all, false);
    }
  }
  const general = await passwordsFor(input, { id: '' });
  for (const path of await monsiajFiles(input)) await consider(path, general, true);
  return [...found.values()].filter(({ path }) => !path.startsWith(stateFolder));
}

async function touchedBy(
  { effects }: ConsumersOf,
  { consumer }: Bound,
): Promise<{ readonly paths: readonly string[]; readonly hints: readonly Secret[] }> {
  if (consumer.form !== 'files') return { paths: [], hints: [] };
  const { files } = await readTouched(effects, consumer);
  const { platform } = effects;
  const hints = consumer.passwordHints?.({ files, platform, now: effects.now() }) ?? [];
  return { paths: [...files.keys()], hints };
}

/** A SEQUENCE that begins with the version 3 of a PFX (RFC 7292, 4), in DER or BER. */
function looksLikePkcs12(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  return Buffer.from(bytes.subarray(0, 12)).includes(Buffer.from([0x02, 0x01, 0x03]));
}

/** What we wrote, and what the store holds. */
async function ownDigests({ effects, stateFolder }: ConsumersOf): Promise<ReadonlySet<string>> {
  const records = await readRecords(effects, stateFolder);
  const digests = new Set(
    [...records.values()]
      .filter((record) => record.outcome === 'done')
      .flatMap(({ files }) => files.map((file) => file.sha256)),
  );
  const versions = join(stateFolder, 'versions');
  for (const id of await listIfThere(effects.files, versions)) {
    const bytes = await readPlain(effects, join(versions, id, p12File));
    if (bytes !== null && !('reason' in bytes)) digests.add(sha256(bytes));
  }
  return digests;
}

/** `client.p12.20261122` beside `client.p12`, and beside `client.p12.20231122`. */
async function datedBeside({ effects }: ConsumersOf, path: string): Promise<readonly string[]> {
  const stem = basename(path).replace(/\.\d{8}$/, '');
  const names = await listQuietly(effects.files, dirname(path));
  return names
    .filter((name) => name.startsWith(`${stem}.`) && /^\d{8}$/.test(name.slice(stem.length + 1)))
    .toReversed()
    .map((name) => join(dirname(path), name));
}

async function monsiajFiles({ effects }: ConsumersOf): Promise<readonly string[]> {
  const folder = join(effects.homeDir, '.monsiaj', 'certificates');
  const names = await listQuietly(effects.files, folder);
  return names.filter((name) => /^\d{14}\.p12$/.test(name)).map((name) => join(folder, name));
}

/** monsiaj keeps the server-made password as `<stem>.pass` beside the `.p12` (f23ea362). */
async function passHints({ effects }: ConsumersOf, path: string): Promise<readonly Secret[]> {
  const bytes = await readPlain(effects, path.replace(/\.[^.]+$/, '.pass'));
  if (bytes === null || 'reason' in bytes || bytes.length > 1024) return [];
  return [new Secret(Buffer.from(bytes).toString('utf8'))];
}

async function listQuietly(
  files: ConsumersOf['effects']['files'],
  folder: string,
): Promise<readonly string[]> {
  try {
    return await listIfThere(files, folder);
  } catch {
    // A folder we may not list has nothing for us to adopt.
    return [];
  }
}
