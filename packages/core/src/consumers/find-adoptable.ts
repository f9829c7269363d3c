import { basename, dirname, join } from 'node:path';
import { recognise } from '../pkcs12/recognise.ts';
import { Secret } from '../secret.ts';
import { sha256Hex } from '../bytes.ts';
import { pairsIn } from '../store/read-version.ts';
import { bindConsumers, type Bound, type ConsumersOf } from './bind.ts';
import { passwordsFor, recordsOrNone } from './remembered.ts';
import { hasKey, leafOf } from './pem-text.ts';
import { readPlain, readTouched } from './read-files.ts';
import { listOrNothing } from '../files/durable.ts';
import { renewedByPrograms, renewedNames } from './renewed-by-others.ts';

/** Files that another program may have renewed, and passwords that may open them. */
export type Adoptable = AdoptablePkcs12 | AdoptablePem;

interface Found {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The likeliest first; the caller adds what else it knows. */
  readonly passwordHints: readonly Secret[];
  /** It lies where files of several clinics may lie, so that one of another is no surprise. */
  readonly shared: boolean;
}

export interface AdoptablePkcs12 extends Found {
  readonly form: 'pkcs12';
}

/** A certificate in PEM or DER; `path` and `bytes` are its own. */
export interface AdoptablePem extends Found {
  readonly form: 'pem';
  /** Files with a private key among those of the same consumer: which one fits, its content tells. */
  readonly keys: readonly Uint8Array[];
}

/**
 * What other programs may have renewed: the consumers' own files, `*.yyyymmdd` beside them (receipt
 * viewer, guide), `<yyyyMMddHHmmss>.*` beside one that is called so (panda, monsiaj), and the
 * folders where programs put what they renew by themselves. What this program wrote itself is left
 * out. Nothing is opened here, and what cannot be read is passed over: it never stops a renewal.
 */
export async function findAdoptable(
  input: ConsumersOf & { readonly fingerprint: string },
): Promise<readonly Adoptable[]> {
  const { effects, certificateFolder } = input;
  const ours = await ownDigests(input);
  const found = new Map<string, Adoptable>();
  const hintsFor = async (path: string, others: readonly Secret[]): Promise<readonly Secret[]> => [
    ...(await passHints(input, path)),
    ...others,
  ];
  for (const bound of bindConsumers(input)) {
    const { paths, hints } = await touchedBy(input, bound);
    const all = [...hints, ...(await passwordsFor(input, bound))];
    const group = new Map<string, Uint8Array>();
    for (const path of paths) {
      for (const one of [path, ...(await renewedBeside(input, path))]) {
        const bytes = group.has(one) ? null : await readPlain(effects, one);
        if (bytes !== null && !('reason' in bytes)) group.set(one, bytes);
      }
    }
    const keys = [...group.values()].filter(hasKey);
    for (const [path, bytes] of group) {
      if (found.has(path) || ours.has(sha256Hex(bytes))) continue;
      const file = { path, bytes, shared: false };
      if (recognise(bytes) === 'pkcs12') {
        found.set(path, { form: 'pkcs12', ...file, passwordHints: await hintsFor(path, all) });
      } else if (leafOf(bytes) !== null) {
        found.set(path, { form: 'pem', ...file, keys, passwordHints: await hintsFor(path, all) });
      }
    }
  }
  const general = await passwordsFor(input, { id: '' });
  for (const path of await renewedByPrograms(effects)) {
    if (found.has(path)) continue;
    const bytes = await readPlain(effects, path);
    if (bytes === null || 'reason' in bytes) continue;
    if (recognise(bytes) !== 'pkcs12' || ours.has(sha256Hex(bytes))) continue;
    const passwordHints = await hintsFor(path, general);
    found.set(path, { form: 'pkcs12', path, bytes, passwordHints, shared: true });
  }
  return [...found.values()].filter(({ path }) => !path.startsWith(certificateFolder));
}

async function touchedBy(
  { effects }: ConsumersOf,
  { consumer }: Bound,
): Promise<{ readonly paths: readonly string[]; readonly hints: readonly Secret[] }> {
  if (consumer.form !== 'files') return { paths: [], hints: [] };
  const { files } = await readTouched(effects, consumer);
  const hints = consumer.passwordHints?.({ files, platform: effects.platform }) ?? [];
  return { paths: [...files.keys()], hints };
}

/** What we wrote, and what the store holds. */
async function ownDigests({
  effects,
  certificate,
  store,
  certificateFolder,
}: ConsumersOf): Promise<ReadonlySet<string>> {
  const records = await recordsOrNone(effects, certificateFolder);
  const digests = new Set(
    [...records.values()]
      .filter((record) => record.outcome === 'done')
      .flatMap(({ files }) => files.map((file) => file.sha256)),
  );
  for (const pair of await pairsIn(store, certificate.name)) {
    const bytes = await pair.p12();
    if (bytes !== null) digests.add(sha256Hex(bytes));
  }
  return digests;
}

/** What another program has renewed beside it. */
async function renewedBeside({ effects }: ConsumersOf, path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  const names = renewedNames(basename(path), await listOrNothing(effects.files, folder));
  return names.map((name) => join(folder, name));
}

/**
 * monsiaj keeps the server-made password as `<stem>.pass` beside the `.p12` (f23ea362), panda
 * likewise.
 */
async function passHints({ effects }: ConsumersOf, path: string): Promise<readonly Secret[]> {
  const bytes = await readPlain(effects, path.replace(/\.[^.]+$/, '.pass'));
  if (bytes === null || 'reason' in bytes || bytes.length > 1024) return [];
  return [new Secret(Buffer.from(bytes).toString('utf8'))];
}
