import type { CertificateConfiguration, Configuration } from '../configuration/types.ts';
import { WeborcaError } from '../errors.ts';
import { isRecord } from '../json.ts';
import type { HistoryEntry } from '../store/history.ts';
import type { JournalState } from '../store/journal-state.ts';
import type { HistoryEvent } from '../words/history-events.ts';
import { isConsumerState, isUpToDate } from '../words/consumer-states.ts';
import { type OpenedVersion, type Pilots, type Session, started } from './session.ts';
import { lastDaysMs } from './verify.ts';

/** How far an API has proved itself in this store, by one certificate or by all of them. */
export type Standing =
  /** What it gave was accepted, and came to everybody who uses it. */
  | { readonly kind: 'proven' }
  /** It has given `name` something, or may have, and that is not proven yet. */
  | { readonly kind: 'ahead'; readonly name: string }
  | { readonly kind: 'none' };

/**
 * For one run over many certificates: the first renewal that an API ever gave this store goes alone.
 * What it gives may be unfit, or break what uses it, for one clinic, not for thirty. One that got
 * nothing has proved nothing: the next goes alone.
 *
 * @param apis those with several certificates in the run, by their address
 * @param look how an API stands with all names, or after the work at one of them
 */
export async function pilotsFor(
  apis: ReadonlyMap<string, ReadonlySet<string>>,
  look: (api: string, name: string | null) => Promise<Standing>,
): Promise<Pilots> {
  const standings = new Map<string, Standing>();
  for (const api of apis.keys()) standings.set(api, await look(api, null));
  const isIn = (api: string, name: string): boolean => apis.get(api)?.has(name) === true;
  // What one of an earlier run still lacks may come in this one.
  const ahead = new Set(
    [...standings].flatMap(([api, standing]) =>
      standing.kind === 'ahead' && isIn(api, standing.name) ? [standing.name] : [],
    ),
  );
  const awaited = new Set(ahead);
  return {
    ahead,
    isSettled: () =>
      [...standings.values()].every(
        (standing) =>
          standing.kind === 'proven' || (standing.kind === 'ahead' && !awaited.has(standing.name)),
      ),
    requireTurn({ href, host }, name) {
      const standing = standings.get(href);
      if (standing?.kind !== 'ahead' || standing.name === name) return;
      throw new WeborcaError('pilot-waiting', { name, pilot: standing.name, host });
    },
    async ended(name) {
      awaited.delete(name);
      for (const [api, before] of standings) {
        if (before.kind === 'proven' || !isIn(api, name)) continue;
        const now = await look(api, name);
        const isOurs = before.kind === 'none' || before.name === name;
        if (isOurs || now.kind === 'proven') standings.set(api, now);
      }
    },
  };
}

/**
 * Whether it is this certificate's turn. With so little left that nobody should be held up by
 * another's trouble, it always is.
 *
 * @throws WeborcaError `pilot-waiting`
 */
export function requireTurn(session: Session, api: URL, { identity }: OpenedVersion): void {
  const { context, certificate, pilots } = session;
  const left = identity.leaf.facts.notAfter.getTime() - context.effects.now().getTime();
  if (pilots === null || left <= lastDaysMs) return;
  started(session, 'request');
  pilots.requireTurn(api, certificate.name);
}

/** What the store knows of one certificate, as far as it tells of the API. */
export interface PilotFacts {
  readonly name: string;
  readonly history: readonly HistoryEntry[];
  readonly journal: JournalState;
  /** The version that is in use although it has not been accepted; null: none. */
  readonly unverified: string | null;
  readonly current: string | null;
  /** Whether everybody who uses the version in use has it. */
  readonly consumersCurrent: boolean;
  /** What is configured for it: histories of 0.1.0 name no API. */
  readonly api: string;
}

/** These settle a certificate by another road: what an API did for it before has no meaning any more. */
const byOtherRoads: ReadonlySet<string> = new Set<HistoryEvent>([
  'added',
  'received',
  'adopted',
  'restored',
]);

/** How an API stands with one certificate. Pure. */
export function standingWith(api: string, facts: PilotFacts): Standing {
  const { name, history, journal } = facts;
  const given = history.filter(
    ({ event, facts: of }) => event === 'renewed' && (of['api'] ?? facts.api) === api,
  );
  if (given.some((entry) => isProven(entry, facts))) return { kind: 'proven' };
  const ahead: Standing = { kind: 'ahead', name };
  if (journal.step !== 'none' && (journal.request.api?.href ?? facts.api) === api) return ahead;
  const last = history.findLast(
    ({ event }) =>
      byOtherRoads.has(event) || event === 'renewed' || event === 'unfit' || event === 'abandoned',
  );
  if (last === undefined || byOtherRoads.has(last.event)) return { kind: 'none' };
  // An unfit or abandoned one names no API: it came of what is configured.
  const isOfApi = last.event === 'renewed' ? given.includes(last) : facts.api === api;
  return isOfApi ? ahead : { kind: 'none' };
}

function isProven({ facts: of }: HistoryEntry, facts: PilotFacts): boolean {
  const isCurrent = facts.current !== null && of['to'] === facts.current;
  const accepted =
    of['verdict'] === 'accepted' ||
    of['verdict'] === 'not-asked' ||
    (isCurrent && facts.unverified !== facts.current);
  return accepted && (reachedAll(of['consumers']) || (isCurrent && facts.consumersCurrent));
}

/** As the history tells it of that time. */
function reachedAll(consumers: unknown): boolean {
  return (
    Array.isArray(consumers) &&
    consumers.every(
      (one: unknown) => isRecord(one) && isConsumerState(one['state']) && isUpToDate(one['state']),
    )
  );
}

/** The certificates of a run by the API that would be asked, where there are several. */
export function sharedApis(
  { services }: Configuration,
  certificates: readonly CertificateConfiguration[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { name, service } of certificates) {
    const api = services.get(service)?.api?.href;
    if (api !== undefined) names.set(api, (names.get(api) ?? new Set()).add(name));
  }
  return new Map([...names].filter(([, of]) => of.size > 1));
}
