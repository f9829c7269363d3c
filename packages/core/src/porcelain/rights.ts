import { win32 } from 'node:path';
import { bindConsumer, bindConsumers, consumersOf, type Bound } from '../consumers/bind.ts';
import { readMounts, probePlace } from '../consumers/probe.ts';
import { readTouched } from '../consumers/read-files.ts';
import { kinds } from '../consumers/kinds.ts';
import { isMeant } from '../consumers/typed-paths.ts';
import type { ConsumerConfiguration, FileConsumer } from '../consumers/types.ts';
import {
  addConsumerEntry,
  removeConsumerEntry,
  setConsumerPassword,
} from '../configuration/edit.ts';
import { loadConfiguration } from '../configuration/load.ts';
import { quietly, WeborcaError } from '../errors.ts';
import { elevate } from '../rights/elevate.ts';
import { readGranted, writeGranted, type Granted } from '../rights/granted.ts';
import { grantScript, takeBackScript } from '../rights/rights-script.ts';
import { windowsServiceOf } from '../rights/service-of.ts';
import { sidIn, whoamiCall } from '../store/own-acl.ts';
import type { Context } from '../context.ts';
import { loadOne } from './current.ts';

export type { Granted } from '../rights/granted.ts';

/** Whether one question of the system could let the daily run bring this one up to date. */
function canBeGranted({ effects }: Context, { kind }: { readonly kind: string }): boolean {
  return effects.platform === 'win32' && kinds.get(kind)?.grantable === true;
}

/**
 * What a consumer would have to be granted; nothing is changed, and nobody is asked.
 *
 * @throws WeborcaError `usage-invalid`, `consumer-failed` with what its files are refused for,
 *   `elevation-refused` where Windows does not tell who this is
 */
export async function rightsFor(context: Context, name: string, which: string): Promise<Granted> {
  const { bound, consumer } = await consumerMeant(context, name, which);
  const { id, kind, place } = bound;
  return {
    ...{ name, consumer: id, kind, place },
    sid: await ownSid(context),
    files: await filesOf(context, bound, consumer),
    service: await windowsServiceOf(context.effects, place),
  };
}

/**
 * Asks the system (UAC), once, to let this user write a consumer's certificate and key, and restart
 * the service that reads them. Its settings stay as they are: from then on the key is sealed under the
 * passphrase that they have.
 *
 * @throws WeborcaError `elevation-refused`
 */
export async function grantRights(context: Context, rights: Granted): Promise<void> {
  const { effects, places } = context;
  const { name, consumer, service } = rights;
  const before = await readGranted(effects, places.stateDir);
  const others = before.filter((one) => one.name !== name || one.consumer !== consumer);
  await writeGranted(effects, places.stateDir, [...others, rights]);
  const ended = await elevate(effects, grantScript(rights));
  // What a script that failed has granted so far stays on record, and is taken back with the rest.
  if (ended === 'declined') await writeGranted(effects, places.stateDir, before);
  if (ended !== 'done') {
    throw new WeborcaError('elevation-refused', { declined: ended === 'declined' });
  }
  const { configFile } = places;
  await setConsumerPassword({ effects, places }, name, {
    matches: (entry) => bindConsumer(entry, { effects, configFile }).id === consumer,
    password: 'keep',
  });
  if (service === null) return;
  const restart = restartOf(service);
  const { certificate } = await loadOne(context, name);
  if (certificate.consumers.some((one) => isSame(one, restart))) return;
  await addConsumerEntry({ effects, places }, name, restart);
}

/** The rights that are missing for a certificate's consumers, where they could be granted. */
export async function rightsMissing(context: Context, name: string): Promise<readonly Granted[]> {
  const { effects } = context;
  if (effects.platform !== 'win32') return [];
  const isMounted = await readMounts(effects);
  const { certificate } = await loadOne(context, name);
  const missing: Granted[] = [];
  for (const bound of bindConsumers(consumersOf(context, certificate))) {
    const { consumer } = bound;
    if (!canBeGranted(context, bound) || consumer.form !== 'files') continue;
    const files = (await quietly(() => filesOf(context, bound, consumer))) ?? [];
    for (const file of files) {
      if (!(await probePlace(effects, file, isMounted)).needsElevation) continue;
      // Programs of the system are asked only where something is missing.
      const rights = await quietly(() => rightsFor(context, name, bound.id));
      if (rights !== null) missing.push(rights);
      break;
    }
  }
  return missing;
}

/** What is on record of all certificates. */
export async function rightsGranted({ effects, places }: Context): Promise<readonly Granted[]> {
  return effects.platform === 'win32' ? readGranted(effects, places.stateDir) : [];
}

/**
 * Asks the system to take rights back; left out which: all of them.
 *
 * @returns what was taken back; nothing where nothing was granted, and nobody is asked then
 * @throws WeborcaError `elevation-refused`
 */
export async function takeRightsBack(
  context: Context,
  which?: { readonly name: string; readonly consumer: string },
): Promise<readonly Granted[]> {
  const { effects, places } = context;
  const all = await rightsGranted(context);
  const meant = all.filter(
    (one) =>
      which === undefined ||
      (one.name === which.name && isMeant({ ...one, id: one.consumer }, which.consumer)),
  );
  if (meant.length === 0) return [];
  const ended = await elevate(effects, takeBackScript(meant));
  if (ended !== 'done')
    throw new WeborcaError('elevation-refused', { declined: ended === 'declined' });
  await writeGranted(
    effects,
    places.stateDir,
    all.filter((one) => !meant.includes(one)),
  );
  if (which !== undefined) for (const one of meant) await forgetRestart(context, one);
  return meant;
}

/** The entry that restarts the service goes with the right to; the certificate may be gone already. */
async function forgetRestart(
  { effects, places }: Context,
  { name, service }: Granted,
): Promise<void> {
  const { certificates } = await loadConfiguration(effects, places);
  if (service === null || !certificates.has(name)) return;
  const restart = restartOf(service);
  await removeConsumerEntry({ effects, places }, name, (one) => isSame(one, restart));
}

/** Stopping and starting is all that it may; what depends on it is stopped with it. */
function restartOf(service: string): ConsumerConfiguration {
  const words = `Restart-Service -Name '${service.replaceAll("'", "''")}' -ErrorAction Stop`;
  const run = ['powershell', '-NoProfile', '-NonInteractive', '-Command', words];
  return { kind: 'command', run, timeout: '2m' };
}

function isSame(one: ConsumerConfiguration, other: ConsumerConfiguration): boolean {
  return one.kind === other.kind && JSON.stringify(one['run']) === JSON.stringify(other['run']);
}

interface Meant {
  readonly bound: Bound;
  readonly consumer: FileConsumer;
}

async function consumerMeant(context: Context, name: string, which: string): Promise<Meant> {
  const { certificate } = await loadOne(context, name);
  const found = bindConsumers(consumersOf(context, certificate)).flatMap((bound) => {
    const { consumer } = bound;
    return isMeant(bound, which) && consumer.form === 'files' ? [{ bound, consumer }] : [];
  });
  const [first, ...others] = found;
  if (first === undefined || !canBeGranted(context, first.bound)) {
    throw new WeborcaError('usage-invalid', { problem: 'rights-not-for-this', value: which });
  }
  if (others.length > 0) {
    throw new WeborcaError('usage-invalid', { problem: 'consumer-ambiguous', value: which });
  }
  return first;
}

/** @throws WeborcaError `elevation-refused`: Windows did not tell who this is */
async function ownSid({ effects: { env, run } }: Context): Promise<string> {
  const { stdout } = await run({ ...whoamiCall(env), timeoutMs: 15_000 });
  const sid = sidIn(stdout);
  if (sid === null) throw new WeborcaError('elevation-refused', { declined: false });
  return sid;
}

/** The certificate and key that the settings name, as Windows writes paths; they have to be there. */
async function filesOf(
  { effects }: Context,
  { kind, place }: Bound,
  consumer: FileConsumer,
): Promise<readonly string[]> {
  const { files, unusable } = await readTouched(effects, consumer);
  const named = [...files].filter(([path]) => !/\.ya?ml$/i.test(path));
  const missing = named.length === 0 ? place : named.find(([, bytes]) => bytes === null)?.[0];
  if (unusable !== null || missing !== undefined) {
    const { path, reason } = unusable ?? ({ path: missing ?? place, reason: 'missing' } as const);
    throw new WeborcaError('consumer-failed', { kind, path: place, reason, at: path });
  }
  return named.map(([path]) => win32.normalize(path));
}
