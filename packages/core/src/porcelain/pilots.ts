import { storeOf } from '../store/store-of.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { readHistory } from '../renewal/history.ts';
import { journalOf } from '../renewal/journal.ts';
import { memoryOf } from '../renewal/memory.ts';
import type { Pilots } from '../renewal/session.ts';
import {
  hasReached,
  pilotsFor,
  sharedApis,
  standingWith,
  type Standing,
} from '../renewal/pilot.ts';
import { nameFolder } from '../store/layout.ts';
import { readCurrent } from '../store/read-current.ts';
import type { Context } from '../context.ts';

/** The pilots of a run; null where no two certificates ask the same API. */
export async function openPilots(
  context: Context,
  configuration: Configuration,
  certificates: readonly CertificateConfiguration[],
): Promise<Pilots | null> {
  const apis = sharedApis(configuration, certificates);
  if (apis.size === 0) return null;
  const all = [...configuration.certificates.values()];
  return pilotsFor(apis, async (api, name) => {
    let found: Standing = { kind: 'none' };
    for (const one of all) {
      if (name !== null && one.name !== name) continue;
      // What cannot be looked at never stops a renewal of another; it fails by itself.
      const standing = await lookAt(context, configuration, one, api).catch(() => null);
      if (standing?.kind === 'proven') return standing;
      if (standing?.kind === 'ahead' && found.kind === 'none') found = standing;
    }
    return found;
  });
}

async function lookAt(
  context: Context,
  { services }: Configuration,
  certificate: CertificateConfiguration,
  api: string,
): Promise<Standing> {
  const { effects } = context;
  const { name, service } = certificate;
  const store = storeOf(context);
  const folder = nameFolder(store, name);
  const current = await readCurrent(store, name);
  return standingWith(api, {
    name,
    history: await readHistory(effects, folder),
    journal: await journalOf(effects, folder).read(),
    unverified: (await memoryOf(effects, folder).unverified())?.version ?? null,
    current: current?.id ?? null,
    consumersCurrent:
      current === null ||
      (await haveAll(context, certificate, folder, current.manifest.facts.fingerprintSha256)),
    api: services.get(service)?.api?.href ?? '',
  });
}

async function haveAll(
  { effects, places }: Context,
  certificate: CertificateConfiguration,
  stateFolder: string,
  fingerprint: string,
): Promise<boolean> {
  if (certificate.consumers.length === 0) return true;
  const { inspectConsumers } = await import('../consumers/inspect.ts');
  const { configFile } = places;
  const input = { effects, certificate, configFile, stateFolder, fingerprint };
  return (await inspectConsumers(input)).every(({ state }) => hasReached(state));
}
