import { storeOf } from '../store/store.ts';
import { loadConfiguration, selectCertificates } from '../configuration/load.ts';
import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { asWeborcaError } from '../errors.ts';
import type { Context, RenewalResult } from '../context.ts';
import { requireSomething } from '../configuration/under-care.ts';
import { certificatesAtRest, restingResult, type Resting } from '../renewal/at-rest.ts';
import type { Pilots, RenewOptions } from '../renewal/session.ts';
import type { Work } from './with-session.ts';
import type { Standing } from '../renewal/pilot.ts';
import { consumersOf } from '../consumers/bind.ts';
import { readCurrent } from '../store/current.ts';
import { isUpToDate } from '../words/consumer-states.ts';

/** How many certificates are worked at together for each service: polite, and enough. */
const together = 4;

/**
 * The main job. One failure never stops the others; every certificate has its result, in the
 * order in which they were named. Only a service that answers none of them is left alone for the rest.
 *
 * @throws WeborcaError only for what concerns all of them: configuration, unknown names,
 *   `nothing-under-care` when none was named
 */
export async function renew(
  context: Context,
  names: readonly string[],
  given: RenewOptions,
): Promise<readonly RenewalResult[]> {
  const options = { unnamed: names.length === 0, ...given };
  const configuration = await loadConfiguration(context.effects, context.places);
  if (names.length === 0) await requireSomething(context, configuration);
  const certificates = selectCertificates(configuration, names);
  const looks = options.force || options.dryRun || options.onlyOpen === true;
  const resting = looks
    ? new Map<string, Resting>()
    : await certificatesAtRest(context, certificates);
  if (certificates.every(({ name }) => resting.has(name))) {
    return certificates.flatMap((one) => {
      const found = resting.get(one.name);
      return found === undefined ? [] : restingResult(context, one, found);
    });
  }
  const { patiently } = await import('../renewal/patience.ts');
  const { systemStoreOnce } = await import('../stores/stored.ts');
  const patient = {
    ...context,
    connect: patiently(context.connect, context.effects.now),
    systemStore: systemStoreOnce(context.effects),
  };
  // With --force, and in a dry run, no certificate waits for another.
  const pilots =
    options.force || options.dryRun ? null : await openPilots(patient, configuration, certificates);
  const results = new Map<string, RenewalResult>();
  const isAhead = ({ name }: CertificateConfiguration): boolean => pilots?.ahead.has(name) === true;
  const waiting = certificates.toSorted((a, b) => Number(isAhead(b)) - Number(isAhead(a)));
  const workAt = async (one: CertificateConfiguration): Promise<void> => {
    const found = resting.get(one.name);
    const at = { configuration, certificate: one, options };
    const result =
      found === undefined
        ? await renewNamed(patient, at, pilots)
        : restingResult(context, one, found);
    results.set(one.name, result);
    await pilots?.ended(one.name);
  };
  const worker = async (goOn: () => boolean): Promise<void> => {
    while (goOn()) {
      const next = waiting.shift();
      if (next === undefined) return;
      await workAt(next);
    }
  };
  await worker(() => pilots?.isSettled() === false);
  await Promise.all(Array.from({ length: together }, () => worker(() => true)));
  return certificates.flatMap(({ name }) => results.get(name) ?? []);
}

async function renewNamed(
  context: Context,
  at: Work,
  pilots: Pilots | null,
): Promise<RenewalResult> {
  const { name } = at.certificate;
  try {
    const { withSession } = await import('./with-session.ts');
    const { renewOne } = await import('../renewal/renew.ts');
    return await withSession(context, at, (session) => renewOne({ ...session, pilots }));
  } catch (thrown) {
    const error = asWeborcaError(thrown);
    context.observe({ kind: 'failed', name, step: 'resume', code: error.code, facts: {} });
    if (!at.options.dryRun) {
      const { noteEnded } = await import('./with-session.ts');
      await noteEnded(context, name, { step: null, error });
    }
    const nothing = { old: null, new: null, verified: null, backups: [], consumers: [] };
    return { name, outcome: 'failed', ...nothing, error };
  }
}

/** The pilots of a run; null where no two certificates ask the same API. */
async function openPilots(
  context: Context,
  configuration: Configuration,
  certificates: readonly CertificateConfiguration[],
): Promise<Pilots | null> {
  const { pilotsFor, sharedApis } = await import('../renewal/pilot.ts');
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
  const { recordsOf } = await import('../store/records.ts');
  const { standingWith } = await import('../renewal/pilot.ts');
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
  return statuses.every(({ state }) => isUpToDate(state));
}
