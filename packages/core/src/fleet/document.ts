import { formatThreshold, type Thresholds } from '../certificate/state.ts';
import type { Support } from '../configuration/types.ts';
import type { CertificateStatus } from '../context.ts';
import type { ErrorCode } from '../errors.ts';
import { parseJson, isRecord } from '../json.ts';
import type { LastRun } from '../schedule/last-run.ts';
import { readDocument, type Stopped } from './read-document.ts';

/** What a machine tells of itself, to be shown elsewhere. */
export interface Published {
  /** Null: not known, in a run that came to none; what was published before is told again. */
  readonly certificates: readonly CertificateStatus[] | null;
  readonly lastRun: LastRun | null;
  /** What the run ended for before it came to any certificate; null: it came to them. */
  readonly stopped: ErrorCode | null;
  /** Whom to call about this machine; null: none is configured. */
  readonly support: Support | null;
  /** From when on each is due; left out: not told, and a reader takes the defaults. */
  readonly thresholds?: ReadonlyMap<string, Thresholds>;
}

/** What this machine has published before. */
export interface Before {
  readonly stopped: Stopped | null;
  readonly support: Support | null;
  /** As they were published. */
  readonly certificates: readonly unknown[];
}

/** Null: there is nothing, or nothing that could be read elsewhere. Pure. */
export function readBefore(bytes: Uint8Array, now: Date): Before | null {
  const read = readDocument(bytes, { source: '', now });
  if ('trouble' in read) return null;
  const { stopped, support } = read;
  const value = parseJson(bytes);
  const listed: unknown = isRecord(value) ? value['certificates'] : null;
  return { stopped, support, certificates: Array.isArray(listed) ? listed : [] };
}

/**
 * The document that is published: `status --json` without a path, a file's name or a sentence (its
 * details have paths). Chosen key by key, so that nothing slips out that is added later. Pure.
 */
export function documentOf(
  {
    host,
    at,
    before,
  }: { readonly host: string; readonly at: Date; readonly before: Before | null },
  { certificates, lastRun, stopped, support, thresholds }: Published,
) {
  // A configuration that stopped the run may not tell whom to call.
  const whom = support ?? (stopped === null ? null : (before?.support ?? null));
  const last = before?.stopped ?? null;
  return {
    schemaVersion: 1,
    command: 'status',
    host,
    at,
    support: whom === null ? null : { name: whom.name, phone: whom.phone },
    stopped:
      stopped === null
        ? null
        : { at, since: last?.code === stopped ? last.since : at, code: stopped },
    certificates:
      certificates === null
        ? (before?.certificates ?? [])
        : certificates.map((one) => entryOf(one, thresholds?.get(one.name))),
    lastRun:
      lastRun === null
        ? null
        : {
            at: lastRun.at,
            certificates: lastRun.certificates,
            renewed: lastRun.renewed,
            failed: lastRun.failed,
          },
  };
}

function entryOf(one: CertificateStatus, thresholds: Thresholds | undefined) {
  return {
    name: one.name,
    state: one.state,
    service: one.service,
    ...withinOf(thresholds),
    facts: one.facts,
    reason: { code: one.reason.code },
    pending: one.pending,
    lastFailure:
      one.lastFailure === null
        ? null
        : {
            at: one.lastFailure.at,
            since: one.lastFailure.since,
            count: one.lastFailure.count,
            step: one.lastFailure.step,
            code: one.lastFailure.error.code,
          },
    consumers: one.consumers.map(({ kind, state }) => ({ kind, state })),
    lastBackup: one.lastBackup === null ? null : { at: one.lastBackup.at },
  };
}

/** As in the configuration: a later reader tells the state of that day by them. */
function withinOf(thresholds: Thresholds | undefined) {
  if (thresholds === undefined) return {};
  const { due, urgent } = thresholds;
  return { renewWithin: formatThreshold(due), urgentWithin: formatThreshold(urgent) };
}
