import { join } from 'node:path';
import type { Context } from '../context.ts';
import {
  isErrno,
  listIfThere,
  makeDirectories,
  readIfReadable,
  removeQuietly,
  writeDurably,
} from '../files/durable.ts';
import { isRecord } from '../json.ts';
import { nodeProcesses, type Processes } from '../store/lock-owner.ts';
import type { EndedApart } from './messages.ts';
import { fromPlain, toPlain } from './plain.ts';
import { stateEntries } from '../store/layout.ts';

type Place = Pick<Context, 'effects' | 'places'>;

// `<id>.<pid>.<ms>.json`: the process that is to tell a person of it, and since when. A
// window that takes it over renames it.
const shape = /^([0-9a-f]{16})\.(\d{1,10})\.(\d{1,15})\.json$/;

/**
 * Who lives tells at once. After this its pid is taken to be another's: in a container that is started
 * anew the same numbers come again.
 */
const patienceMs = 60_000;

function folderOf({ places }: Place): string {
  return join(places.stateDir, stateEntries.ended);
}

function fileName(id: string, teller: number, since: Date): string {
  return `${id}.${teller}.${since.getTime()}.json`;
}

/**
 * Keeps how a job ended until somebody has been told of it.
 *
 * @param teller the process that will; 0: it is gone
 */
export async function keepEnded(
  place: Place,
  ended: Omit<EndedApart, 'id'>,
  teller: number,
): Promise<EndedApart> {
  const { files, randomBytes } = place.effects;
  const kept = { id: Buffer.from(randomBytes(8)).toString('hex'), ...ended };
  const folder = folderOf(place);
  await makeDirectories(files, folder, 0o700);
  const path = join(folder, fileName(kept.id, teller, place.effects.now()));
  await writeDurably(place.effects, path, {
    contents: new TextEncoder().encode(toPlain(kept)),
    mode: 0o600,
  });
  return kept;
}

export interface EndedJobs {
  /** Taken over by this process, which alone tells of them. */
  readonly ours: readonly EndedApart[];
  /** Others have still to be told of by a process that lives; asked again later they may be ours. */
  readonly others: boolean;
}

/**
 * Takes over what was left by processes that are gone.
 *
 * A pid is one of this machine: a store that several hosts share at the same time is not promised.
 */
export async function takeEnded(
  place: Place,
  processes: Pick<Processes, 'isAlive'> = nodeProcesses,
): Promise<EndedJobs> {
  const { files, now, process: self } = place.effects;
  const folder = folderOf(place);
  const ours: EndedApart[] = [];
  let others = false;
  for (const name of await listIfThere(files, folder)) {
    const [, id = '', pid = '', since = ''] = shape.exec(name) ?? [];
    if (id === '') continue;
    const teller = Number(pid);
    const waited = Math.abs(now().getTime() - Number(since)) > patienceMs;
    if (!waited && teller !== 0 && (teller === self.pid || processes.isAlive(teller))) {
      others ||= teller !== self.pid;
      continue;
    }
    const mine = join(folder, fileName(id, self.pid, now()));
    try {
      await files.rename(join(folder, name), mine);
    } catch (error) {
      // Another one was quicker.
      if (isErrno(error, 'ENOENT')) continue;
      throw error;
    }
    const ended = read(await readIfReadable(files, mine));
    if (ended === null) await removeQuietly(files, mine);
    else ours.push(ended);
  }
  return { ours, others };
}

/** Somebody has been told. */
export async function forgetEnded(place: Place, id: string): Promise<void> {
  const { files } = place.effects;
  const folder = folderOf(place);
  for (const name of await listIfThere(files, folder)) {
    if (shape.exec(name)?.[1] === id) await removeQuietly(files, join(folder, name));
  }
}

/** Null for what a later version wrote, or another program. */
function read(bytes: Uint8Array | null): EndedApart | null {
  if (bytes === null) return null;
  try {
    const value = fromPlain(new TextDecoder().decode(bytes));
    return isEnded(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isEnded(value: unknown): value is EndedApart {
  if (!isRecord(value) || !(value['at'] instanceof Date) || !isRecord(value['result']))
    return false;
  const { name, outcome } = value['result'];
  return typeof value['id'] === 'string' && typeof name === 'string' && typeof outcome === 'string';
}
