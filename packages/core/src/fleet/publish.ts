import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import {
  makeDirectories,
  readIfThere,
  reasonOf,
  removeQuietly,
  writeDurably,
} from '../files/durable.ts';
import type { FileSystem } from '../files/file-system.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import { readRecord, textField, writeRecord } from '../store/record.ts';
import { isOnlyOurs } from '../configuration/trust.ts';
import type { LoadEffects } from '../configuration/load.ts';
import type { Places } from '../configuration/types.ts';
import { documentOf, readBefore, type Published } from './document.ts';
import { cleanHost, publishedName } from './machine-names.ts';
import { mostPublishedBytes } from './read-published.ts';
import { stateEntries } from '../store/layout.ts';

/** The name of the file that this machine has published last; null: none yet, or it cannot be told. */
export async function ownPublished(
  { files }: Pick<Effects, 'files'>,
  stateDir: string,
): Promise<string | null> {
  const { id, host } = await readOwn(files, stateDir);
  return id === null || host === null ? null : publishedName(host, id);
}

/** What looking at a folder does not show, and the next run would only meet again. */
const remaining = ['no-permission', 'read-only', 'disk-full'] as const;

/** Why the last run could not write into this folder, where that is so still; null: nothing is known. */
export async function refusedThere(
  { files }: Pick<Effects, 'files'>,
  { stateDir, folder: asked }: { readonly stateDir: string; readonly folder: string },
): Promise<(typeof remaining)[number] | null> {
  const { told, folder } = await readOwn(files, stateDir);
  return folder === asked ? (remaining.find((one) => one === told) ?? null) : null;
}

/**
 * What the state folder remembers of publishing: where, under which name, and what went wrong (`told`:
 * the failure that a person knows of).
 */
async function readOwn(files: FileSystem, stateDir: string) {
  const record = readRecord(
    await readIfThere(files, join(stateDir, stateEntries.published)).catch(() => null),
  );
  const text = (key: string): string | null => (record === null ? null : textField(record, key));
  const id = text('id');
  return {
    id: id !== null && /^[0-9a-f]{8}$/.test(id) ? id : null,
    host: text('host'),
    told: text('told'),
    folder: text('folder'),
    configFile: text('configFile'),
    isThere: record !== null,
  };
}

/**
 * Where the run before published by this configuration, for one that cannot be trusted or read any
 * more; null: nowhere, or others can write what is remembered here as well.
 */
export async function publishedLast(effects: LoadEffects, places: Places): Promise<string | null> {
  const { stateDir, configFile } = places;
  for (const path of [stateDir, join(stateDir, stateEntries.published)]) {
    if (!(await isOnlyOurs(effects, places, path))) return null;
  }
  const own = await readOwn(effects.files, stateDir);
  return own.configFile === configFile ? own.folder : null;
}

/** Where a machine publishes, and as what. */
export interface Publishing {
  readonly folder: string;
  readonly stateDir: string;
  /** What says so. */
  readonly configFile: string;
  /** What it is called; null: by its host's name. */
  readonly machine: string | null;
}

/**
 * Writes this machine's status into the shared folder, whole or not at all. The folder is never
 * made: a network drive that is away is not to be written beside. The name has an id of this state
 * folder, so that two machines of one name do not overwrite each other.
 *
 * @returns what went wrong, once until it goes well again; null: nothing, or it has been told
 */
export async function publishStatus(
  effects: Pick<Effects, 'files' | 'randomBytes' | 'now' | 'process'>,
  { folder, stateDir, configFile, machine }: Publishing,
  published: Published,
): Promise<WeborcaError | null> {
  const { randomBytes, process: self } = effects;
  const { files } = goingOnUnflushed(effects.files);
  const own = await readOwn(files, stateDir);
  const known = own.id;
  const id = known ?? Buffer.from(randomBytes(4)).toString('hex');
  const last = own.host;
  // Of a configuration that is not valid the name may be what is wrong: the machine keeps its last one.
  const lasting = published.stopped === null ? null : last;
  const host = cleanHost(machine ?? lasting ?? self.host);
  const remember = async (told: string | null, as: string | null): Promise<void> => {
    const sameWay = own.isThere && own.told === told && last === as;
    const samePlace = own.folder === folder && own.configFile === configFile;
    if (known === id && sameWay && samePlace) return;
    await makeDirectories(effects.files, stateDir, 0o700);
    const record = writeRecord({ schemaVersion: 1, id, told, host: as, folder, configFile });
    await writeDurably(effects, join(stateDir, stateEntries.published), {
      contents: record,
      mode: 0o600,
    });
  };
  const pathAs = (called: string): string => join(folder, publishedName(called, id));
  try {
    // Before anything is written under it: else the next run would come under another name.
    if (known !== id) await remember(null, last);
    const at = effects.now();
    const then = published.stopped === null ? null : await readIfOurs(files, pathAs(last ?? host));
    const before = then === null ? null : readBefore(then, at);
    const document = Buffer.from(
      `${JSON.stringify(documentOf({ host, at, before }, published))}\n`,
    );
    await writeDurably({ files, randomBytes }, pathAs(host), { contents: document, mode: 0o644 });
    // Under its old name it would be a machine that has fallen silent.
    if (last !== null && cleanHost(last) !== host) await removeQuietly(files, pathAs(last));
    await remember(null, host).catch(() => undefined);
    return null;
  } catch (cause) {
    const reason = reasonOf(cause);
    if (own.told === reason) return null;
    // What stopped the run is told alone; this is, in the next one.
    if (published.stopped === null) await remember(reason, last).catch(() => undefined);
    return new WeborcaError('destination-not-writable', { path: folder, reason }, { cause });
  }
}

/** What cannot be read is replaced like what is not there. */
async function readIfOurs(files: FileSystem, path: string): Promise<Uint8Array | null> {
  return readIfThere(files, path, mostPublishedBytes).catch(() => null);
}
