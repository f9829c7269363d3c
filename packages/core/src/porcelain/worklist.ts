import { resolve } from 'node:path';
import type { CertificateFacts } from '../certificate/facts.ts';
import { hasCode, isWeborcaError, type WeborcaError } from '../errors.ts';
import { readCurrent } from '../store/current.ts';
import { storeOf } from '../store/store.ts';
import type { Context, RenewalResult } from '../context.ts';
import { check } from './check.ts';
import { receive, recipientOf } from './receive.ts';
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
  /** One tenant after the other: whoever works through it logs in once for each. */
  readonly certificates: readonly DueBySite[];
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
  for (const { name, state, daysLeft } of checked) {
    if (state !== 'due' && state !== 'urgent' && state !== 'expired') continue;
    const manifest = (await readCurrent(store, name))?.manifest;
    if (manifest === undefined || daysLeft === null) continue;
    const { commonName } = manifest.facts;
    certificates.push({ name, commonName, tenant: tenantOf(manifest.fileName), daysLeft });
  }
  const order = (one: DueBySite): string => `${one.tenant ?? '~'}\0${one.commonName}`;
  const sorted = certificates.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return { url: found.url, service: found.service, certificates: sorted };
}

function tenantOf(fileName: string): string | null {
  return /^(\d+_JP_u\d+)_/.exec(fileName)?.[1] ?? null;
}

/** What a file of the downloads folder turned out to be. */
export type Arrival =
  | { readonly kind: 'taken'; readonly result: RenewalResult }
  /** The one in use, or an earlier one: a second download, or last year's. */
  | { readonly kind: 'known'; readonly name: string }
  /** Of nobody here, or no certificate at all, or not there whole yet. */
  | { readonly kind: 'none' }
  /** A certificate that its own file does not open. */
  | { readonly kind: 'closed'; readonly error: WeborcaError };

/**
 * Takes in a file that has come, by its subject, if it holds a later certificate than the one in use.
 * Nobody named it, so that what is nothing of ours is passed over and leaves no trace.
 */
export async function takeArrival(context: Context, file: string): Promise<Arrival> {
  const request = { file: resolve(file), password: async () => null };
  let recipient: { readonly name: string; readonly facts: CertificateFacts };
  try {
    recipient = await recipientOf(context, request);
  } catch (error) {
    if (!isWeborcaError(error) || hasCode(error, 'config-invalid')) throw error;
    const closed = hasCode(error, 'password-missing') || hasCode(error, 'password-wrong');
    return closed ? { kind: 'closed', error } : { kind: 'none' };
  }
  const { name, facts } = recipient;
  const current = await readCurrent(storeOf(context), name);
  if (current !== null && facts.notAfter <= current.manifest.facts.notAfter) {
    return { kind: 'known', name };
  }
  return { kind: 'taken', result: await receive(context, { ...request, name }) };
}
