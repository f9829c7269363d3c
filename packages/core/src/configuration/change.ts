import { dirname, join } from 'node:path';
import type { Effects } from '../effects.ts';
import { isWeborcaError, WeborcaError } from '../errors.ts';
import { makeDirectories, readIfThere, reasonOf, writeDurably } from '../files/durable.ts';
import { goingOnUnflushed } from '../files/going-on.ts';
import { stateLockFolder } from '../store/layout.ts';
import { acquireLock } from '../store/lock.ts';
import { decodeConfiguration, readBytes } from './load.ts';
import { newConfigurationText, schemaFileName } from './new-file.ts';
import { readConfiguration, readToFill } from './read.ts';
import { checkConfigurationPlace, checkNewConfigurationPlace } from './trust.ts';
import type { Configuration, Places } from './types.ts';
import { sameBytes } from '../bytes.ts';

export type ChangeEffects = Pick<
  Effects,
  'files' | 'platform' | 'homeDir' | 'uid' | 'now' | 'wait' | 'randomBytes' | 'process' | 'env'
> &
  Partial<Pick<Effects, 'run'>>;

/** Which file is changed, and with what. */
export interface Place {
  readonly effects: ChangeEffects;
  readonly places: Places;
  /** Ends the wait for another change. */
  readonly signal?: AbortSignal;
}

interface ChangeOptions {
  /** Takes a file in which nothing is yet; else it is refused, as everywhere. */
  readonly fillsBlank?: boolean;
}

/** From the text as it is, and what it says, to the text as it is to be. Pure. */
export type Change = (text: string, configuration: Configuration) => string;

const lockWaitMs = 60_000;
const mark = '\ufeff';

/**
 * Changes the configuration's text under a lock, so that of two changes at once none is lost, and
 * writes it durably. What would not load afterwards is not written. Creates the file, owner-only,
 * when there is none; keeps a byte order mark, the rights, and a link that leads to the file.
 *
 * @returns the configuration after the change
 * @throws WeborcaError `config-invalid`, `locked`, `interrupted`, `destination-not-writable`, and
 *   whatever `change` throws
 */
export async function changeConfiguration(
  at: Place,
  change: Change,
  { fillsBlank = false }: ChangeOptions = {},
): Promise<Configuration> {
  const { effects, places, signal = new AbortController().signal } = at;
  const folder = stateLockFolder(places.stateDir, 'configuration');
  const lock = await acquireLock(
    effects,
    { folder, name: 'configuration' },
    { waitMs: lockWaitMs, signal },
  );
  try {
    for (;;) {
      const done = await changeOnce(at, change, fillsBlank);
      if (done !== null) return done;
    }
  } finally {
    await lock.release();
  }
}

/** Null when an editor saved the file in between: then its text is the one to change. */
async function changeOnce(
  { effects, places }: Place,
  change: Change,
  fillsBlank: boolean,
): Promise<Configuration | null> {
  const { files, platform, homeDir } = effects;
  const base = { configFile: places.configFile, homeDir, platform };
  const there = await checkConfigurationPlace(effects, places);
  if (!there) await checkNewConfigurationPlace(effects, places);
  const path = there ? await files.realPath(places.configFile) : places.configFile;
  const before = there ? await readBytes(effects, path) : null;
  const found = before === null ? '' : decodeConfiguration(path, before);
  const empty = before === null || (fillsBlank && found.trim() === '');
  const text = empty ? newConfigurationText : found;
  const changed = change(text, (fillsBlank ? readToFill : readConfiguration)(text, base));
  const configuration = readConfiguration(changed, base);
  if (changed === text && before !== null) return configuration;
  const mode = there ? (await files.status(path)).mode & 0o755 : 0o600;
  if (!sameBytes(before, await readIfThere(files, path))) return null;
  const kept = before !== null && startsWithMark(before) ? mark : '';
  await write(effects, path, { text: `${kept}${changed}`, mode });
  return configuration;
}

async function write(
  effects: ChangeEffects,
  path: string,
  { text, mode }: { readonly text: string; readonly mode: number },
): Promise<void> {
  const { files } = goingOnUnflushed(effects.files);
  try {
    await makeDirectories(files, dirname(path), 0o700);
    const writing = { ...effects, files };
    await writeSchema(writing, path, text);
    await writeDurably(writing, path, { contents: new TextEncoder().encode(text), mode });
  } catch (cause) {
    if (isWeborcaError(cause)) throw cause;
    throw new WeborcaError(
      'destination-not-writable',
      { path, reason: reasonOf(cause) },
      { cause },
    );
  }
}

/** Keeps the schema beside a configuration that refers to it there as new as this program. */
async function writeSchema(effects: ChangeEffects, path: string, text: string): Promise<void> {
  if (!text.includes(`"$schema": "./${schemaFileName}"`)) return;
  const { configurationSchemaText } = await import('./schema-text.ts');
  const schema = join(dirname(path), schemaFileName);
  const contents = new TextEncoder().encode(configurationSchemaText);
  if (sameBytes(await readIfThere(effects.files, schema), contents)) return;
  await writeDurably(effects, schema, { contents, mode: 0o600 });
}

function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
