import { resolve } from 'node:path';
import type { CertificateConfiguration } from '../configuration/types.ts';
import { bindConsumer, bindConsumers } from '../consumers/bind.ts';
import { addConsumerLine } from './command-line.ts';
import { detectConsumers, type Detected, type Known } from './detect.ts';
import { detectCopies } from './detect-copies.ts';
import { detectStores } from './detect-stores.ts';
import { liesIn } from '../files/paths.ts';
import type { ConsumerConfiguration } from '../consumers/types.ts';
import type { WorkspaceFiles } from './workspace.ts';
import { listSystemStore } from '../stores/stored.ts';
import { listVersions } from '../store/read-version.ts';
import type { Store } from '../store/types.ts';
import { isInDownloads } from '../files/passing-place.ts';
import { storeOf } from '../store/store.ts';
import type { Context } from '../context.ts';

/** A user of the certificate that is no consumer yet. */
export interface Offered extends Detected {
  /** What writes the entry: `weborca-cert consumers add …`. */
  readonly command: string;
}

export interface DetectOptions {
  /** Files that a person has decided about: not offered. */
  readonly except?: readonly string[];
}

/**
 * Who uses a certificate without being one of its consumers, with the project's files given: they
 * are listed once for several certificates. Reads only.
 */
export async function offersFor(
  context: Context,
  certificate: CertificateConfiguration,
  { settings, keyFiles }: WorkspaceFiles,
  { except = [] }: DetectOptions = {},
): Promise<readonly Offered[]> {
  const { effects, places, systemStore = () => listSystemStore(effects) } = context;
  const { name } = certificate;
  const known = await knownOf(storeOf(context), name);
  const found = [
    ...(await detectConsumers({ effects, ...known, workspaceFiles: settings })),
    ...(await detectStores(effects, known, systemStore)),
  ];
  const named = new Set(found.map((one) => one.names));
  const own = [places.stateDir, ...certificate.backups.map(({ path }) => path)];
  const candidates: string[] = [];
  for (const path of keyFiles) {
    if (!named.has(path) && !(await isOwn(effects, path, own))) candidates.push(path);
  }
  found.push(...(await detectCopies(effects, known, candidates)));
  const decided = new Set([
    ...except.map((path) => resolve(path)),
    ...served(context, certificate),
  ]);
  return found
    .filter(({ names }) => !decided.has(names))
    .filter(({ entry }) => !isEntered(context, certificate, entry))
    .map(({ entry, names, because }) => {
      const command = addConsumerLine(name, entry, effects.platform);
      return { entry, names, because, command };
    });
}

async function knownOf(store: Store, name: string): Promise<Known> {
  const all = await listVersions(store, name);
  return {
    fingerprints: new Set(all.map(({ manifest }) => manifest.facts.fingerprintSha256)),
    p12Digests: new Set(all.map(({ manifest }) => manifest.p12Sha256)),
    fileNames: [...new Set(all.map(({ manifest }) => manifest.fileName))],
  };
}

/** Downloads pass, and what the store and the backups hold is not in use. */
async function isOwn(
  effects: Context['effects'],
  path: string,
  folders: readonly string[],
): Promise<boolean> {
  if (isInDownloads(path)) return true;
  for (const folder of folders) if (await liesIn(effects, path, folder)) return true;
  return false;
}

/**
 * .p12 files that are kept up to date under the password they have: settings that name one have
 * nothing to be changed, and an entry that put it under another password would contradict.
 */
function served(
  { effects, places }: Context,
  certificate: CertificateConfiguration,
): readonly string[] {
  return certificate.consumers
    .filter(({ kind, password }) => kind === 'pkcs12' && password !== 'issued')
    .map((entry) => bindConsumer(entry, { effects, configFile: places.configFile }).place);
}

function isEntered(
  { effects, places }: Context,
  certificate: CertificateConfiguration,
  entry: ConsumerConfiguration,
): boolean {
  const { configFile } = places;
  const { id, place } = bindConsumer(entry, { effects, configFile });
  return bindConsumers({ effects, certificate, configFile }).some(
    (one) =>
      one.place === place &&
      one.kind !== 'command' &&
      // Other keys of one file are another consumer.
      (one.kind !== entry.kind || one.id === id),
  );
}
