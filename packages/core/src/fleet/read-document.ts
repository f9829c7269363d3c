import { shortText } from '../certificate/clean.ts';
import {
  daysLeft,
  defaultThresholds,
  parseThreshold,
  type Threshold,
  stateOf,
} from '../certificate/state.ts';
import type { Support } from '../configuration/types.ts';
import type { NamedFacts, Pending } from '../context.ts';
import { numbered } from '../files/free-name.ts';
import { isRecord, parseJson, type JsonRecord } from '../json.ts';
import { readDate, readFacts } from '../store/record.ts';
import { hourMs } from '../time.ts';
import { isConsumerState, type ConsumerState } from '../words/consumer-states.ts';
import type { PublishedTrouble } from '../words/reasons/published.ts';
import { states, type CertificateState } from '../words/states.ts';
import { pendingSteps, steps, type PendingStep, type RenewalStep } from '../words/steps.ts';

export interface PublishedCertificate {
  /** The `host` of its source. */
  readonly source: string;
  readonly name: string;
  readonly service: string;
  readonly state: CertificateState;
  readonly facts: NamedFacts | null;
  readonly pending: Pending | null;
  readonly lastFailure: {
    readonly at: Date;
    readonly since: Date;
    readonly step: RenewalStep | null;
    /** As it was published: a newer version may tell one that is not known here. */
    readonly code: string;
  } | null;
  readonly consumers: readonly { readonly kind: string; readonly state: ConsumerState }[];
  readonly lastBackup: { readonly at: Date } | null;
}

/** A run that ended before it came to any certificate; every one since has ended so. */
export interface Stopped {
  readonly at: Date;
  readonly since: Date;
  /** As it was published, too. */
  readonly code: string;
}

/** What a machine has published. */
export interface PublishedDocument {
  readonly at: Date;
  readonly support: Support | null;
  readonly stopped: Stopped | null;
  readonly certificates: readonly PublishedCertificate[];
}

/** It cannot be read; whom to call may be all the same. */
export interface UnfitDocument {
  readonly trouble: PublishedTrouble;
  readonly support: Support | null;
}

const mostCertificates = 100_000;
const mostConsumers = 100;

/** What a document is read with. */
export interface Reading {
  /** What its machine is called. */
  readonly source: string;
  readonly now: Date;
  /** When a certificate counts as due; left out: as its machine has published. */
  readonly within?: Threshold | undefined;
}

/** The bytes of a file that anybody may have written. Pure. */
export function readDocument(
  bytes: Uint8Array,
  { source, now, within }: Reading,
): PublishedDocument | UnfitDocument {
  const value = parseJson(bytes);
  if (value === null) return { trouble: 'damaged', support: supportAtTheHead(bytes) };
  if (!isRecord(value)) return { trouble: 'not-ours', support: null };
  const { schemaVersion } = value;
  const support = readSupport(value['support']);
  if (typeof schemaVersion === 'number' && schemaVersion > 1)
    return { trouble: 'newer-version', support };
  const at = readDate(value['at']);
  const listed: unknown = value['certificates'];
  const isOurs = schemaVersion === 1 && value['command'] === 'status' && Array.isArray(listed);
  if (at === null || !isOurs || listed.length > mostCertificates)
    return { trouble: 'not-ours', support };
  // A day for clocks that differ: one that is far ahead would never become stale.
  if (at.getTime() > now.getTime() + 24 * hourMs) return { trouble: 'clock-ahead', support };
  const certificates: PublishedCertificate[] = [];
  const taken = new Map<string, number>();
  for (const entry of listed) {
    const one = isRecord(entry) ? readCertificate(entry, { source, at, now, within }) : null;
    if (one === null) return { trouble: 'not-ours', support };
    certificates.push({ ...one, name: distinct(one.name, taken) });
  }
  return { at, support, stopped: readStopped(value['stopped'], at), certificates };
}

/** Names are cleaned, so that two can become one: monitoring refuses a series that is there twice. */
function distinct(name: string, taken: Map<string, number>): string {
  // Goes on where the last of this name stopped: a hundred thousand of one name are no work either.
  let n = (taken.get(name) ?? 0) + 1;
  while (taken.has(numbered(name, n))) n += 1;
  taken.set(name, n);
  const free = numbered(name, n);
  if (free !== name) taken.set(free, 1);
  return free;
}

/** Of a file that a synchronisation has not brought whole: it stands before the certificates. */
function supportAtTheHead(bytes: Uint8Array): Support | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('utf8');
  const [, found] = /"support":(\{(?:"[a-z]+":"(?:[^"\\]|\\.)*",?){2}\})/.exec(head) ?? [];
  return found === undefined ? null : readSupport(parseJson(Buffer.from(found)));
}

function readStopped(value: unknown, published: Date): Stopped | null {
  if (!isRecord(value)) return null;
  const at = readDate(value['at']);
  const code = value['code'];
  if (at === null || typeof code !== 'string' || code === '') return null;
  const since = earlier(readDate(value['since']) ?? at, published);
  return { at, since, code: shortText(code, 'commonName') };
}

/** Earlier files say nothing of it. */
function readSupport(value: unknown): Support | null {
  if (!isRecord(value)) return null;
  const { name, phone } = value;
  if (typeof name !== 'string' || typeof phone !== 'string') return null;
  return { name: shortText(name, 'value'), phone: shortText(phone, 'commonName') };
}

function readCertificate(
  entry: JsonRecord,
  { source, at, now, within }: Reading & { readonly at: Date },
): PublishedCertificate | null {
  const { name, service, lastBackup, state: told } = entry;
  if (typeof name !== 'string' || name === '' || typeof service !== 'string') return null;
  if (typeof told !== 'string' || told === '') return null;
  const known = wordOf(states, told);
  const state = known ?? 'unreadable';
  const found = readFacts(entry['facts']);
  const facts = found === null ? null : { ...found, daysLeft: daysLeft(found, now) };
  if (facts === null && state !== 'unreadable') return null;
  const backedUp = isRecord(lastBackup) ? readDate(lastBackup['at']) : null;
  return {
    source,
    name: shortText(name, 'commonName'),
    service: shortText(service, 'commonName'),
    // By the dates, where there are any: those mean the same in every version.
    state: stateNow(entry, facts === null ? state : (known ?? 'valid'), { facts, now, within }),
    facts,
    pending: readPending(entry['pending']),
    lastFailure: readFailure(entry['lastFailure'], at) ?? (known === null ? newer(told, at) : null),
    consumers: readConsumers(entry['consumers']),
    lastBackup: backedUp === null ? null : { at: backedUp },
  };
}

const early: ReadonlySet<CertificateState> = new Set(['due', 'urgent', 'not-renewable']);

/** What was valid when it was published may be due, or have ended, since. */
function stateNow(
  entry: JsonRecord,
  told: CertificateState,
  { facts, now, within }: Omit<Reading, 'source'> & { readonly facts: NamedFacts | null },
): CertificateState {
  if (told === 'unreadable') return told;
  const due = within ?? readThreshold(entry['renewWithin']);
  const urgent = readThreshold(entry['urgentWithin']);
  const thresholds = {
    due: due ?? defaultThresholds.due,
    urgent: urgent ?? defaultThresholds.urgent,
  };
  const state = stateOf({ facts, superseded: told === 'superseded', thresholds }, now);
  // An earlier file has no thresholds: what its machine called due is not valid by the defaults.
  const isGuess = due === null || urgent === null;
  return isGuess && early.has(told) && (state === 'valid' || state === 'due') ? told : state;
}

function readThreshold(value: unknown): Threshold | null {
  return typeof value === 'string' ? parseThreshold(value) : null;
}

function readPending(value: unknown): Pending | null {
  if (!isRecord(value)) return null;
  const step = wordOf<PendingStep>(pendingSteps, value['step']);
  const since = readDate(value['since']);
  return step === null || since === null ? null : { step, since };
}

/** A state that only a newer version knows is never taken for well. */
function newer(state: string, at: Date): PublishedCertificate['lastFailure'] {
  return { at, since: at, step: null, code: shortText(state, 'commonName') };
}

function readFailure(value: unknown, published: Date): PublishedCertificate['lastFailure'] {
  if (!isRecord(value)) return null;
  const at = readDate(value['at']);
  const since = readDate(value['since']);
  const code = value['code'];
  if (at === null || since === null || typeof code !== 'string' || code === '') return null;
  const step = wordOf<RenewalStep>(steps, value['step']);
  const began = earlier(since, published);
  return { at, since: began, step, code: shortText(code, 'commonName') };
}

/** Noted while its clock was ahead, it would be too young for an alert for years. */
function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

/** What is not known here, a newer version's, is not known to be up to date. */
function readConsumers(value: unknown): PublishedCertificate['consumers'] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, mostConsumers).flatMap((one: unknown) => {
    if (!isRecord(one) || typeof one['kind'] !== 'string') return [];
    const kind = shortText(one['kind'], 'commonName');
    const state = isConsumerState(one['state']) ? one['state'] : 'behind';
    return [{ kind, state }];
  });
}

function wordOf<W extends string>(words: Readonly<Record<W, unknown>>, value: unknown): W | null {
  const isWord = (text: string): text is W => Object.hasOwn(words, text);
  return typeof value === 'string' && isWord(value) ? value : null;
}
