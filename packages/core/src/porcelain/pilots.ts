import { storeOf } from '../store/store-of.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { recordsOf } from '../store/records.ts';
import type { Pilots } from '../renewal/session.ts';
import {
  hasReached,
  pilotsFor,
  sharedApis,
  standingWith,
  type Standing,
} from '../renewal/pilot.ts';
import { consumersOf } from '../consumers/consumers-of.ts';
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
  const { history, journal, memory } = recordsOf(effects, { store, name });
  const current = await readCurrent(store, name);
  return standingWith(api, {
    name,
    history: await history.read(),
    journal: await journal.read(),
    unverified: (await memory.unverified())?.version ?? null,
    current: current?.id ?? null,
    consumersCurrent:
      current === null ||
      (await haveAll(context, certificate, current.manifest.facts.fingerprintSha256)),
    api: services.get(service)?.api?.href ?? '',
  });
}

async function haveAll(
  context: Context,
  certificate: CertificateConfiguration,
  fingerprint: string,
): Promise<boolean> {
  if (certificate.consumers.length === 0) return true;
  const { inspectConsumers } = await import('../consumers/inspect.ts');
  const statuses = await inspectConsumers({ ...consumersOf(context, certificate), fingerprint });
  return statuses.every(({ state }) => hasReached(state));
}
