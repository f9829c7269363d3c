import {
  configuration,
  nameMeant,
  placeOfBackup,
  rehearsal,
  renew,
  Secret,
  WeborcaError,
  type Certificate,
  type Context,
  type Observer,
  type RehearsedCertificate,
  type RenewalResult,
} from '@weborca-cert/core';
import { startSimulator, type Simulator } from '@weborca-cert/simulator';

export interface Rehearsed {
  readonly results: readonly RenewalResult[];
  readonly certificates: readonly RehearsedCertificate[];
  /** Certificates whose real run fails as things are: their error is that run's. */
  readonly failing: readonly string[];
  /** Those that went all the way with a stand-in: only the service has no address. */
  readonly withoutApi: readonly string[];
}

/**
 * What the real run would do, found out by asking as it does (a dry run), and then the renewal of all
 * that it would renew, for practice: the real configuration with copies of the consumers' files,
 * against a service of our own on this machine. Nothing of it stays.
 */
export async function rehearse(context: Context, given: readonly string[]): Promise<Rehearsed> {
  const { certificates } = await configuration(context);
  const meant = await Promise.all(given.map((typed) => nameMeant(context, typed)));
  const names = meant.length > 0 ? [...new Set(meant)] : [...certificates.keys()];
  const unknown = names.find((name) => !certificates.has(name));
  if (unknown !== undefined) {
    throw new WeborcaError('name-unknown', { name: unknown, known: [...certificates.keys()] });
  }
  // Of nothing, the real run says what there is.
  const real = await askReal(context, names, given.length === 0);
  const practised = names.filter((name) => {
    const error = real.get(name)?.error;
    return error === undefined || error.code === 'service-not-configured';
  });
  const { results, certificates: staged } = await practise(context, practised);
  const all = names.flatMap((name) => {
    const asked = real.get(name);
    const done = results.find((result) => result.name === name);
    return merged(asked, done) ?? [];
  });
  const failing = names.filter((name) => real.get(name)?.error !== undefined);
  const withoutApi = names.filter(
    (name) =>
      (failing.includes(name) || real.get(name)?.outcome === 'by-hand') &&
      results.some((result) => result.name === name && result.error === undefined),
  );
  return { results: all, certificates: staged, failing, withoutApi };
}

/** As the run would, and where that has nothing to do yet, as it would on the day. */
async function askReal(
  context: Context,
  names: readonly string[],
  unnamed: boolean,
): Promise<ReadonlyMap<string, RenewalResult>> {
  const asking = { ...context, observe: failuresAlone(context.observe) };
  const now = await renew(asking, names, { force: false, dryRun: true, unnamed });
  const early = now.filter(({ outcome }) => outcome === 'not-due').map(({ name }) => name);
  const later =
    early.length === 0 ? [] : await renew(asking, early, { force: true, dryRun: true, unnamed });
  return new Map([...now, ...later].map((result) => [result.name, result]));
}

/** The steps are told once, when they are practised. */
function failuresAlone(observe: Observer): Observer {
  return (event) => {
    const told = event.kind === 'failed' && event.code !== 'service-not-configured';
    if (told) observe(event);
  };
}

/** The real certificate, what became of its stand-in, and the error that comes first on the day. */
function merged(
  real: RenewalResult | undefined,
  practised: RenewalResult | undefined,
): RenewalResult | undefined {
  if (real === undefined || practised === undefined) return real ?? practised;
  // A backup that was written aside is nowhere: its place is what there is.
  const backups = practised.backups.map((backup) =>
    backup.ok ? { ...backup, path: placeOfBackup(backup.path) } : backup,
  );
  const result = { ...practised, old: real.old, backups };
  if (real.error !== undefined) return { ...result, outcome: 'failed', error: real.error };
  // On the day it waits for a person; what follows was practised.
  return real.outcome === 'by-hand' && result.error === undefined
    ? { ...result, outcome: 'by-hand' }
    : result;
}

async function practise(
  context: Context,
  names: readonly string[],
): Promise<Pick<Rehearsed, 'results' | 'certificates'>> {
  if (names.length === 0) return { results: [], certificates: [] };
  const simulator = await startSimulator({ clients: names.length, keys: 'pool' });
  try {
    const stage = await rehearsal({ ...context, observe: withoutCopies(context.observe) }, names, {
      api: new URL(simulator.api),
      weborca: new URL(simulator.weborca),
      ca: simulator.ca,
      identityOf: async (name, real) => standInFor(simulator, names.indexOf(name), real),
    });
    try {
      const results = await renew(stage.context, names, { force: true, dryRun: false });
      return { results, certificates: stage.certificates };
    } finally {
      await stage.remove();
    }
  } finally {
    await simulator.stop();
  }
}

/** Subject and dates of the real one: what is told of it is true of that, too. */
async function standInFor(
  simulator: Simulator,
  index: number,
  real: Certificate | null,
): Promise<{ readonly p12: Uint8Array; readonly password: Secret }> {
  const client =
    real === null
      ? simulator.certificates[index]
      : await simulator.makeClient({
          subjectDer: real.subjectDer,
          notBefore: real.facts.notBefore,
          notAfter: real.facts.notAfter,
        });
  if (client === undefined) throw new WeborcaError('internal', { reason: 'no-stand-in' });
  return { p12: client.p12Bytes, password: new Secret(client.password) };
}

function withoutCopies(observe: Observer): Observer {
  return (event) => {
    if (event.kind !== 'done') return observe(event);
    const { step, facts } = event;
    const { paths } = facts;
    if (step === 'backup' && Array.isArray(paths)) {
      return observe({ ...event, facts: { ...facts, paths: paths.map(placeOfBackup) } });
    }
    return observe(step === 'save' ? { ...event, facts: { ...facts, folder: '' } } : event);
  };
}
