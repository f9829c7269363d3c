import { basename, dirname } from 'node:path';
import type { CertificateConfiguration } from '../configuration/types.ts';
import type { CertificateFacts } from '../certificate/facts.ts';
import { daysLeft, type Thresholds } from '../certificate/state.ts';
import { besideNames, renewedByPrograms } from '../consumers/renewed-by-others.ts';
import { listOrNothing } from '../files/durable.ts';
import type { Context, NamedFacts, RenewalResult } from '../context.ts';
import { isSystemError } from '../files/errno.ts';
import { sha256Hex } from '../bytes.ts';
import { noAttempts } from '../store/memory.ts';
import { restingVersion } from '../store/resting.ts';
import { stampOf, type Stamp, type Surroundings } from '../store/surroundings.ts';
import { storeOf } from '../store/store.ts';
import { decide, decidedFacts, type Decision } from './decide.ts';
import { done, skipped, started } from './session.ts';
import { leftByRuns } from '../consumers/layout.ts';

/** At once: looking at a file in another place is a trip through Node's thread pool. */
const together = 16;

type Beside = ReturnType<typeof besideNames>;

/** What a run tells of a certificate with which there is nothing to do. */
export interface Resting {
  readonly facts: NamedFacts;
  readonly around: Surroundings;
}

/**
 * The certificates of a run with which there is nothing to do, as manifests and what lies beside the
 * versions tell: of thousands a day, nearly all. No lock is taken for them, nothing is written, and
 * what renews is not even loaded. Consumers' files, what others have renewed beside them, and backups
 * are compared with what the last run that looked found well. Where another program keeps what it
 * renewed, a run looks for itself.
 */
export async function certificatesAtRest(
  context: Context,
  certificates: readonly CertificateConfiguration[],
): Promise<ReadonlyMap<string, Resting>> {
  const resting = new Map<string, Resting>();
  const store = storeOf(context);
  const { effects } = context;
  if ((await renewedByPrograms(effects)).length > 0) return resting;
  const looked = new Map<string, Promise<Beside>>();
  const besideIn = (folder: string): Promise<Beside> => {
    const found = looked.get(folder) ?? listOrNothing(effects.files, folder).then(besideNames);
    looked.set(folder, found);
    return found;
  };
  const look = async (certificate: CertificateConfiguration): Promise<void> => {
    const { name, thresholds } = certificate;
    const now = effects.now();
    const found = await restingVersion({ store, name }, leftByRuns, now);
    if (found?.around == null) return;
    const { facts } = found.version.manifest;
    if (decideAtRest(facts, thresholds, now).reason !== 'not-due') return;
    if (found.around.entry !== entryDigest(context, certificate)) return;
    if (!(await isAsNoted(context, found.around, besideIn))) return;
    resting.set(name, {
      facts: { ...facts, daysLeft: daysLeft(facts, now) },
      around: found.around,
    });
  };
  for (let from = 0; from < certificates.length; from += together) {
    await Promise.all(certificates.slice(from, from + together).map(look));
  }
  return resting;
}

/** With nothing remembered and nobody who forces: another decision than *not due* is for a run. */
function decideAtRest(facts: CertificateFacts, thresholds: Thresholds, now: Date): Decision {
  const policy = { thresholds, forced: false, clockKnownWrong: false, superseded: false };
  return decide(facts, noAttempts, policy, now);
}

/** What of the configuration decides where is looked. */
export function entryDigest(
  { effects, places }: Pick<Context, 'effects' | 'places'>,
  { consumers, backups }: Pick<CertificateConfiguration, 'consumers' | 'backups'>,
): string {
  return sha256Hex(JSON.stringify([places.configFile, effects.homeDir, consumers, backups]));
}

async function isAsNoted(
  { effects: { files } }: Context,
  { stamps, beside }: Surroundings,
  besideIn: (folder: string) => Promise<Beside>,
): Promise<boolean> {
  try {
    const seen = await Promise.all(stamps.map(({ path }) => stampOf(files, path)));
    const isSame = ({ size, modified }: Stamp, index: number): boolean =>
      seen[index]?.size === size && seen[index]?.modified?.getTime() === modified?.getTime();
    if (!stamps.every(isSame)) return false;
    for (const { path, names } of beside) {
      const now = (await besideIn(dirname(path)))(basename(path));
      if (now.join('/') !== names.join('/')) return false;
    }
    return true;
  } catch (error) {
    // Whatever cannot be looked at is for the run to tell.
    if (isSystemError(error)) return false;
    throw error;
  }
}

/** The result, told step by step as a run would that looked for itself. */
export function restingResult(
  context: Context,
  certificate: CertificateConfiguration,
  { facts, around }: Resting,
): RenewalResult {
  const watched = { context, certificate };
  const { name, thresholds } = certificate;
  const now = context.effects.now();
  const decision = decideAtRest(facts, thresholds, now);
  skipped(watched, 'adopt', 'nothing-found');
  started(watched, 'decide');
  done(watched, 'decide', decidedFacts(facts, thresholds, decision, now));
  const { backups, consumers } = around;
  if (backups.length === 0) skipped(watched, 'backup', 'none-configured');
  else {
    started(watched, 'backup');
    done(watched, 'backup', { paths: backups });
  }
  if (consumers.length === 0) skipped(watched, 'deploy', 'none-configured');
  else {
    started(watched, 'deploy');
    const told = consumers.map(({ kind, path }) => `${kind} ${path}`);
    done(watched, 'deploy', { consumers: told, byHand: [] });
  }
  return {
    name,
    outcome: 'not-due',
    old: facts,
    new: null,
    verified: null,
    backups: backups.map((path) => ({ path, ok: true })),
    consumers: consumers.map(({ id, kind, path }) => ({ id, kind, path, state: 'current' })),
  };
}
