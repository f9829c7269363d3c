import { resolve } from 'node:path';
import { isRenewable } from '../certificate/state.ts';
import { hasCode, isWeborcaError, type WeborcaError } from '../errors.ts';
import { readCurrent } from '../store/current.ts';
import { storeOf } from '../store/store.ts';
import type { Context, RenewalResult } from '../context.ts';
import { check } from './check.ts';
import type { CertificateState } from '../words/states.ts';
import { receiveFound } from './receive.ts';
import { findRecipient, type Recipient } from './recipient.ts';
import { site } from './site.ts';

/** One that somebody has to renew in the management site. */
export interface DueBySite {
  readonly name: string;
  readonly commonName: string;
  /** `000000_JP_u00000000` of its official file name; null: it has none. */
  readonly tenant: string | null;
  readonly daysLeft: number;
}

export interface Worklist {
  readonly url: URL;
  readonly service: string;
  /** One tenant after the other: the person who works through it logs in once for each. */
  readonly certificates: readonly DueBySite[];
  /** As due, but nothing that the site renews: only a CN of `client` and digits is. */
  readonly notRenewable: readonly { readonly name: string; readonly commonName: string }[];
}

/**
 * What is to be renewed in the management site: all that is due there, also what has expired. What was
 * taken in is not due any more, so that an interrupted work is continued by asking again. Null: there
 * is no such service.
 */
export async function worklist(
  context: Context,
  options: { readonly service?: string },
): Promise<Worklist | null> {
  const found = await site(context, options);
  if (found === null) return null;
  const store = storeOf(context);
  const names = found.certificates.map(({ name }) => name);
  const checked = names.length === 0 ? [] : (await check(context, names)).certificates;
  const certificates: DueBySite[] = [];
  const notRenewable: Worklist['notRenewable'][number][] = [];
  for (const { name, state, daysLeft } of checked) {
    if (!waits.has(state)) continue;
    const manifest = (await readCurrent(store, name))?.manifest;
    if (manifest === undefined || daysLeft === null) continue;
    const { commonName, subject } = manifest.facts;
    if (!isRenewable(manifest.facts, false).renewable) {
      notRenewable.push({ name, commonName });
      continue;
    }
    const tenant = tenantOf(manifest.fileName) ?? tenantInSubject(subject);
    certificates.push({ name, commonName, tenant, daysLeft });
  }
  const order = (one: DueBySite): string => `${one.tenant ?? '~'}\0${one.commonName}`;
  const sorted = certificates.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return { url: found.url, service: found.service, certificates: sorted, notRenewable };
}

const waits: ReadonlySet<CertificateState> = new Set(['due', 'urgent', 'expired', 'not-renewable']);

/** The official names have it; a subject may, too. */
function tenantInSubject(subject: string): string | null {
  return /(?:^|,)OU=([^,=]*[A-Z]{2}_u\d+)(?:,|$)/.exec(subject)?.[1] ?? null;
}

function tenantOf(fileName: string): string | null {
  return /^(\d+_{1,2}[A-Z]{2}_u\d+)_/.exec(fileName)?.[1] ?? null;
}

/** What a file of the downloads folder turned out to be. */
export type Arrival = { readonly kind: 'taken'; readonly result: RenewalResult } | Unwanted;

/** The same as it is seen; `later`: than the one in use under this name. */
export type SeenArrival = { readonly kind: 'later'; readonly name: string } | Unwanted;

type Unwanted =
  /** The one in use, or an earlier one: a second download, or last year's. */
  | { readonly kind: 'known'; readonly name: string }
  /** No certificate at all. */
  | { readonly kind: 'none' }
  /** Not there whole: a download that is under way, or has broken off. */
  | { readonly kind: 'partial'; readonly error: WeborcaError }
  /** A certificate that its own file does not open. */
  | { readonly kind: 'closed'; readonly error: WeborcaError }
  /**
   * A certificate of a client that is not registered here (another clinic's `client001`), or of
   * several.
   */
  | { readonly kind: 'unclear'; readonly error: WeborcaError };

/**
 * Takes in a file that has come, by its subject, if it holds a later certificate than the one in use.
 * Nobody named it, so that what is nothing of ours is passed over and leaves no trace.
 */
export async function takeArrival(context: Context, file: string): Promise<Arrival> {
  const seen = await look(context, file);
  if (seen.kind !== 'later') return seen;
  return { kind: 'taken', result: await receiveFound(context, seen.recipient, {}) };
}

/** The same without taking it in, for a window that has that done elsewhere. Changes nothing. */
export async function lookAtArrival(context: Context, file: string): Promise<SeenArrival> {
  const seen = await look(context, file);
  return seen.kind === 'later' ? { kind: 'later', name: seen.recipient.certificate.name } : seen;
}

async function look(
  context: Context,
  file: string,
): Promise<{ readonly kind: 'later'; readonly recipient: Recipient } | Unwanted> {
  const request = { file: resolve(file), password: async () => null, unasked: true };
  let recipient: Recipient;
  try {
    recipient = await findRecipient(context, request);
  } catch (error) {
    if (!isWeborcaError(error) || hasCode(error, 'config-invalid')) throw error;
    if (hasCode(error, 'pkcs12-damaged')) return { kind: 'partial', error };
    if (hasCode(error, 'usage-invalid')) return { kind: 'unclear', error };
    const closed = hasCode(error, 'password-missing') || hasCode(error, 'password-wrong');
    return closed ? { kind: 'closed', error } : { kind: 'none' };
  }
  const { name } = recipient.certificate;
  const { facts } = recipient.found.opened.identity.leaf;
  const current = await readCurrent(storeOf(context), name);
  if (current !== null && facts.notAfter <= current.manifest.facts.notAfter) {
    return { kind: 'known', name };
  }
  return { kind: 'later', recipient };
}
