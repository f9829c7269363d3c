import type { CertificateConfiguration } from '../configuration/types.ts';
import { daysLeft } from '../certificate/lifetime.ts';
import { renewedByPrograms } from '../consumers/renewed-by-programs.ts';
import type { Context, NamedFacts, RenewalResult } from '../context.ts';
import { noAttempts } from '../store/memory.ts';
import { restingVersion } from '../store/resting.ts';
import { storeOf } from '../store/store.ts';
import { decide, decidedFacts } from './decide.ts';
import { done, skipped, started } from './session.ts';

type Resting = ReadonlyMap<string, NamedFacts>;

/**
 * The certificates of a run with which there is nothing to do, as manifests and what lies beside the
 * versions tell: of thousands a day, nearly all. No lock is taken for them, nothing is written, and
 * what renews is not even loaded. Where consumers or places for backups are configured, or another
 * program keeps what it renewed, a run looks for itself.
 */
export async function certificatesAtRest(
  context: Context,
  certificates: readonly CertificateConfiguration[],
): Promise<Resting> {
  const resting = new Map<string, NamedFacts>();
  const store = storeOf(context);
  const { effects } = context;
  let adoptable: boolean | null = null;
  for (const { name, thresholds, consumers, backups } of certificates) {
    if (consumers.length > 0 || backups.length > 0) continue;
    adoptable ??= (await renewedByPrograms(effects)).length > 0;
    if (adoptable) break;
    const now = effects.now();
    const version = await restingVersion({ store, name }, now);
    if (version === null) continue;
    const { facts } = version.manifest;
    const policy = { thresholds, forced: false, clockKnownWrong: false, superseded: false };
    if (decide(facts, noAttempts, policy, now).reason !== 'not-due') continue;
    resting.set(name, { ...facts, daysLeft: daysLeft(facts, now) });
  }
  return resting;
}

/** The result, told step by step as a run would that looked for itself. */
export function restingResult(
  context: Context,
  certificate: CertificateConfiguration,
  facts: NamedFacts,
): RenewalResult {
  const watched = { context, certificate };
  const { name, thresholds } = certificate;
  const now = context.effects.now();
  const policy = { thresholds, forced: false, clockKnownWrong: false, superseded: false };
  const decision = decide(facts, noAttempts, policy, now);
  skipped(watched, 'adopt', 'nothing-found');
  started(watched, 'decide');
  done(watched, 'decide', decidedFacts(facts, thresholds, decision, now));
  skipped(watched, 'backup', 'none-configured');
  skipped(watched, 'deploy', 'none-configured');
  const nothing = { new: null, verified: null, backups: [], consumers: [] };
  return { name, outcome: 'not-due', old: facts, ...nothing };
}
