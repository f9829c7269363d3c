import { join } from 'node:path';
import { formatThreshold, type Thresholds } from '../certificate/lifetime.ts';
import type { Support } from '../configuration/types.ts';
import type { CertificateStatus } from '../context.ts';
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
import type { LastRun } from '../schedule/last-run.ts';
import { readRecord, textField, writeRecord } from '../store/record.ts';

/** How files of ours end in a folder that others use as well. */
export const publishedSuffix = '.weborca-cert.json';

/** In the state folder: under which name this machine publishes, and what went wrong. */
const memoryFile = 'publish.json';

/** What a machine tells of itself, to be shown elsewhere. */
interface Published {
  readonly certificates: readonly CertificateStatus[];
  readonly lastRun: LastRun | null;
  /** Whom to call about this machine; null: nobody is named. */
  readonly support: Support | null;
  /** From when on each is due; left out: not told, and a reader takes the defaults. */
  readonly thresholds?: ReadonlyMap<string, Thresholds>;
}

/**
 * The document that is published: `status --json` without a path, a file's name or a sentence (its
 * details have paths). Chosen key by key, so that nothing slips out that is added later. Pure.
 */
function documentOf(
  host: string,
  at: Date,
  { certificates, lastRun, support, thresholds }: Published,
) {
  return {
    schemaVersion: 1,
    command: 'status',
    host,
    at,
    support: support === null ? null : { name: support.name, phone: support.phone },
    certificates: certificates.map((one) => ({
      name: one.name,
      state: one.state,
      service: one.service,
      ...withinOf(thresholds?.get(one.name)),
      facts: one.facts,
      reason: { code: one.reason.code },
      pending: one.pending,
      lastFailure:
        one.lastFailure === null
          ? null
          : {
              at: one.lastFailure.at,
              since: one.lastFailure.since,
              count: one.lastFailure.count,
              step: one.lastFailure.step,
              code: one.lastFailure.error.code,
            },
      consumers: one.consumers.map(({ kind, state }) => ({ kind, state })),
      lastBackup: one.lastBackup === null ? null : { at: one.lastBackup.at },
    })),
    lastRun:
      lastRun === null
        ? null
        : {
            at: lastRun.at,
            certificates: lastRun.certificates,
            renewed: lastRun.renewed,
            failed: lastRun.failed,
          },
  };
}

/** As in the configuration: a later reader tells the state of that day by them. */
function withinOf(thresholds: Thresholds | undefined) {
  if (thresholds === undefined) return {};
  const { due, urgent } = thresholds;
  return { renewWithin: formatThreshold(due), urgentWithin: formatThreshold(urgent) };
}

/** The name of the file that this machine has published last; null: none yet, or it cannot be told. */
export async function ownPublished(
  { files }: Pick<Effects, 'files'>,
  stateDir: string,
): Promise<string | null> {
  const { id, host } = await readOwn(files, stateDir);
  return id === null || host === null ? null : `${cleanHost(host)}-${id}${publishedSuffix}`;
}

/** What is remembered of publishing. `told`: the failure that a person knows of. */
async function readOwn(files: FileSystem, stateDir: string) {
  const record = readRecord(await readIfThere(files, join(stateDir, memoryFile)).catch(() => null));
  const text = (key: string): string | null => (record === null ? null : textField(record, key));
  const id = text('id');
  return {
    id: id !== null && /^[0-9a-f]{8}$/.test(id) ? id : null,
    host: text('host'),
    told: text('told'),
    isThere: record !== null,
  };
}

/** Letters, digits, dot and hyphen of the host's name; what a folder on any system takes. */
export function cleanHost(host: string): string {
  const clean = host.replaceAll(/[^A-Za-z0-9.-]+/g, '-').replaceAll(/^[.-]+|[.-]+$/g, '');
  return clean.slice(0, 63) || 'host';
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
  { folder, stateDir }: { readonly folder: string; readonly stateDir: string },
  published: Published,
): Promise<WeborcaError | null> {
  const { randomBytes, now, process: self } = effects;
  const { files } = goingOnUnflushed(effects.files);
  const before = await readOwn(files, stateDir);
  const known = before.id;
  const id = known ?? Buffer.from(randomBytes(4)).toString('hex');
  const host = cleanHost(self.host);
  const last = before.host;
  const remember = async (told: string | null, as: string | null): Promise<void> => {
    const same = before.isThere && before.told === told && last === as;
    if (known === id && same) return;
    await makeDirectories(effects.files, stateDir, 0o700);
    const record = writeRecord({ schemaVersion: 1, id, told, host: as });
    await writeDurably(effects.files, join(stateDir, memoryFile), record, 0o600, randomBytes);
  };
  const pathAs = (called: string): string => join(folder, `${called}-${id}${publishedSuffix}`);
  try {
    // Before anything is written under it: else the next run would come under another name.
    if (known !== id) await remember(null, last);
    const document = Buffer.from(`${JSON.stringify(documentOf(host, now(), published))}\n`);
    await writeDurably(files, pathAs(host), document, 0o644, randomBytes);
    // Under its old name it would be a machine that has fallen silent.
    if (last !== null && last !== host) await removeQuietly(files, pathAs(cleanHost(last)));
    await remember(null, host).catch(() => undefined);
    return null;
  } catch (cause) {
    const reason = reasonOf(cause);
    if (before.told === reason) return null;
    await remember(reason, last).catch(() => undefined);
    return new WeborcaError('destination-not-writable', { path: folder, reason }, { cause });
  }
}
