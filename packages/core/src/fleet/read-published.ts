import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cleanText, shortText } from '../certificate/clean.ts';
import {
  daysLeft,
  defaultThresholds,
  parseThreshold,
  type Threshold,
} from '../certificate/lifetime.ts';
import { stateOf } from '../certificate/state.ts';
import type { Support } from '../configuration/types.ts';
import type { NamedFacts, Pending } from '../context.ts';
import type { Effects } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { reasonOf } from '../files/durable.ts';
import { isRecord, parseJson, type JsonRecord } from '../json.ts';
import { readDate, readFacts } from '../store/manifest.ts';
import { hourMs } from '../time.ts';
import { isConsumerState, type ConsumerState } from '../words/consumer-states.ts';
import { states, type CertificateState } from '../words/states.ts';
import { pendingSteps, steps, type PendingStep, type RenewalStep } from '../words/steps.ts';
import { publishedSuffix } from './publish.ts';

/** A machine that has published: told by its host's name, with an id where two have the same. */
export interface Source {
  readonly host: string;
  /** Null: what it has published cannot be read. */
  readonly at: Date | null;
  /** Older than two days, or not readable: what it says is not what is. */
  readonly stale: boolean;
  /** Whom to call about it; null: nobody is named, or that cannot be read. */
  readonly support: Support | null;
}

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

export interface Fleet {
  readonly sources: readonly Source[];
  readonly certificates: readonly PublishedCertificate[];
}

const staleAfterMs = 48 * hourMs;
const mostFiles = 20_000;
const mostBytes = 64 * 1024 * 1024;
const mostCertificates = 100_000;
const mostConsumers = 100;

/**
 * What other machines have published in a folder. Everybody who may write there may write anything: what
 * is read is bounded, checked field by field and cleaned, and a file that is not as it should be is
 * a source that cannot be read, never an error.
 *
 * @param except the name of a file that is left out: this machine's own
 * @throws WeborcaError `destination-not-writable` (`doing: 'read'`) when the folder cannot be listed
 */
export async function readPublished(
  { files, now }: Pick<Effects, 'files' | 'now'>,
  folder: string,
  except: string | null = null,
): Promise<Fleet> {
  const names = await files.list(folder).catch((cause: unknown) => {
    const details = { path: folder, reason: reasonOf(cause), doing: 'read' } as const;
    throw new WeborcaError('destination-not-writable', details, { cause });
  });
  const ours = names
    .filter((name) => name.endsWith(publishedSuffix) && !name.startsWith('.') && name !== except)
    .toSorted()
    .slice(0, mostFiles);
  const hostOf = hostsOf(ours);
  const sources: Source[] = [];
  const certificates: PublishedCertificate[] = [];
  for (const name of ours) {
    const host = hostOf(name);
    const bytes = await files.readFile(join(folder, name), mostBytes).catch(() => null);
    const read = bytes === null ? null : readDocument(bytes, host, now());
    if (read === null) {
      sources.push({ host, at: null, stale: true, support: null });
      continue;
    }
    const { at, support } = read;
    sources.push({ host, at, stale: now().getTime() - at.getTime() > staleAfterMs, support });
    for (const one of read.certificates) certificates.push(one);
  }
  return { sources, certificates };
}

/**
 * What each of the files' machines is called, no two alike: by its host, by its file's name where
 * another one could be meant by that.
 */
function hostsOf(names: readonly string[]): (name: string) => string {
  const meant = new Map<string, number>();
  for (const name of names) {
    const stem = stemOf(name);
    for (const one of new Set([stem, plainOf(stem)])) meant.set(one, (meant.get(one) ?? 0) + 1);
  }
  return (name) => {
    const stem = stemOf(name);
    const plain = plainOf(stem);
    return meant.get(plain) === 1 && !markedPattern.test(plain) ? plain : stem;
  };
}

const markedPattern = /~[0-9a-f]{16}$/;
const longestStem = 80;

/** A name that is cut or cleaned, or looks so, could be another one's: it has its digest. */
function stemOf(name: string): string {
  const whole = name.slice(0, -publishedSuffix.length);
  const clean = cleanText(whole);
  if (clean === whole && whole.length <= longestStem && !markedPattern.test(whole)) return whole;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 16);
  return `${cleanText(whole.slice(0, longestStem - 17))}~${digest}`;
}

function plainOf(stem: string): string {
  return stem.replace(/-[0-9a-f]{8}$/, '');
}

interface Document {
  readonly at: Date;
  readonly support: Support | null;
  readonly certificates: readonly PublishedCertificate[];
}

/** Null: it is none of ours, or comes from the future. Pure. */
export function readDocument(bytes: Uint8Array, source: string, now: Date): Document | null {
  const value = parseJson(bytes);
  if (!isRecord(value) || value['schemaVersion'] !== 1 || value['command'] !== 'status')
    return null;
  const at = readDate(value['at']);
  const listed: unknown = value['certificates'];
  // A day for clocks that differ: one that is far ahead would never become stale.
  if (at === null || at.getTime() > now.getTime() + 24 * hourMs) return null;
  if (!Array.isArray(listed) || listed.length > mostCertificates) return null;
  const certificates: PublishedCertificate[] = [];
  for (const entry of listed) {
    const one = isRecord(entry) ? readCertificate(entry, source, now) : null;
    if (one === null) return null;
    certificates.push(one);
  }
  return { at, support: readSupport(value['support']), certificates };
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
  source: string,
  now: Date,
): PublishedCertificate | null {
  const { name, service, lastBackup } = entry;
  const state = wordOf(states, entry['state']);
  if (typeof name !== 'string' || name === '' || typeof service !== 'string') return null;
  if (state === null) return null;
  const found = readFacts(entry['facts']);
  const facts = found === null ? null : { ...found, daysLeft: daysLeft(found, now) };
  if (facts === null && state !== 'unreadable') return null;
  const backedUp = isRecord(lastBackup) ? readDate(lastBackup['at']) : null;
  return {
    source,
    name: shortText(name, 'commonName'),
    service: shortText(service, 'commonName'),
    state: stateNow(entry, state, facts, now),
    facts,
    pending: readPending(entry['pending']),
    lastFailure: readFailure(entry['lastFailure']),
    consumers: readConsumers(entry['consumers']),
    lastBackup: backedUp === null ? null : { at: backedUp },
  };
}

const early: ReadonlySet<CertificateState> = new Set(['due', 'urgent', 'not-renewable']);

/** What was valid when it was published may be due, or have ended, since. */
function stateNow(
  entry: JsonRecord,
  told: CertificateState,
  facts: NamedFacts | null,
  now: Date,
): CertificateState {
  if (told === 'unreadable') return told;
  const due = readThreshold(entry['renewWithin']);
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

function readFailure(value: unknown): PublishedCertificate['lastFailure'] {
  if (!isRecord(value)) return null;
  const at = readDate(value['at']);
  const since = readDate(value['since']);
  const code = value['code'];
  if (at === null || since === null || typeof code !== 'string' || code === '') return null;
  const step = wordOf<RenewalStep>(steps, value['step']);
  return { at, since, step, code: shortText(code, 'commonName') };
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
