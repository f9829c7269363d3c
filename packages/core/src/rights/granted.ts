import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { makeDirectories, readIfThere, removeQuietly, writeDurably } from '../files/durable.ts';
import { isRecord } from '../json.ts';
import { readRecord, textField, writeRecord } from '../store/record.ts';
import { writingTo } from '../store/store.ts';
import type { Rights } from './rights-script.ts';
import { stateEntries } from '../store/layout.ts';

/** Rights that were asked for, and for what. */
export interface Granted extends Rights {
  /** The certificate's name, and the id of its consumer. */
  readonly name: string;
  readonly consumer: string;
  /** The consumer's kind and place, for people. */
  readonly kind: string;
  readonly place: string;
}

const fileOf = (stateDir: string): string => join(stateDir, stateEntries.rights);

/** What is on record; nothing where there is no record, or none that can be read. */
export async function readGranted(
  { files }: Pick<Effects, 'files'>,
  stateDir: string,
): Promise<readonly Granted[]> {
  const record = readRecord(await readIfThere(files, fileOf(stateDir)).catch(() => null));
  const listed = record?.['granted'];
  return Array.isArray(listed) ? listed.flatMap((one: unknown) => grantedIn(one)) : [];
}

/**
 * Before the system is asked: killed between the two, there is a record of rights that were perhaps not
 * given, which are taken back all the same, and never one too few.
 *
 * @throws WeborcaError `destination-not-writable`
 */
export async function writeGranted(
  { files, randomBytes }: Pick<Effects, 'files' | 'randomBytes'>,
  stateDir: string,
  granted: readonly Granted[],
): Promise<void> {
  const file = fileOf(stateDir);
  await writingTo(stateDir, async () => {
    if (granted.length === 0) return removeQuietly(files, file);
    await makeDirectories(files, stateDir, 0o700);
    return writeDurably({ files, randomBytes }, file, {
      contents: writeRecord({ schemaVersion: 1, granted }),
      mode: 0o600,
    });
  });
}

/** What was granted for a certificate's consumers goes on under its new name. */
export async function renameGranted(
  effects: Pick<Effects, 'files' | 'randomBytes'>,
  stateDir: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const granted = await readGranted(effects, stateDir);
  if (granted.every(({ name }) => name !== from)) return;
  const renamed = granted.map((one) =>
    one.name === from ? Object.assign({}, one, { name: to }) : one,
  );
  await writeGranted(effects, stateDir, renamed);
}

function grantedIn(value: unknown): readonly Granted[] {
  if (!isRecord(value)) return [];
  const text = (key: string): string => textField(value, key) ?? '';
  const { files } = value;
  const paths = Array.isArray(files)
    ? files.filter((one: unknown): one is string => typeof one === 'string')
    : [];
  const sid = text('sid');
  // It goes into a script that runs with more rights.
  if (!/^S-1-\d+(?:-\d+)+$/.test(sid)) return [];
  return [
    {
      ...{ sid, files: paths, service: textField(value, 'service') },
      ...{ name: text('name'), consumer: text('consumer') },
      ...{ kind: text('kind'), place: text('place') },
    },
  ];
}
