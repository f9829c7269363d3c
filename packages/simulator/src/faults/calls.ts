import { type Answer, htmlAnswer, type Reply, textAnswer } from '../service/replies.ts';
import type { FaultNameOn } from './catalogue.ts';
import { type StatusFault, statusAnswers } from './statuses.ts';

const yearMs = 365 * 86_400_000;

/** What faults need to know of the simulator. */
export interface FaultSettings {
  readonly now: Date;
  readonly slowMs: number;
  readonly giantBytes: number;
  /** The same request's URL on another port, where it works: for redirects. */
  readonly elsewhere: string;
}

export type PostFault = FaultNameOn<'post'>;
export type GetFault = FaultNameOn<'get'>;

/** The reply of a fault that takes the place of the work; null: the work is done. */
export function insteadOfWork(
  fault: PostFault | GetFault | null,
  settings: FaultSettings,
): Reply | null {
  if (fault === null) return null;
  if (fault === 'post-cut-before' || fault === 'get-cut-before') return { kind: 'cut' };
  if (fault === 'post-redirect') return redirect(307, settings.elsewhere);
  if (fault === 'get-redirect') return redirect(302, settings.elsewhere);
  const status = fault.replace(/^(?:post|get)-/, '');
  return isStatusFault(status) ? statusAnswers[status](settings.now) : null;
}

/** What a fault makes of the good answer, after the work is done. */
export function spoil(
  good: Answer,
  fault: PostFault | GetFault | null,
  settings: FaultSettings,
): Reply {
  switch (fault) {
    case 'post-cut-after':
    case 'get-cut-after':
      return { kind: 'cut' };
    case 'post-never':
    case 'get-never':
      return { kind: 'silence' };
    case 'post-slow':
    case 'get-slow':
      return { ...good, delayMs: settings.slowMs };
    case 'post-truncated':
    case 'get-truncated':
      return { ...good, breakOffAfter: Math.floor(good.body.length / 2) };
    case 'post-date-wrong':
    case 'get-date-wrong':
      return { ...good, dateOffsetMs: yearMs };
    case 'get-date-1970':
      return { ...good, dateOffsetMs: -settings.now.getTime() };
    case 'post-bad-json':
      return { ...good, body: good.body.subarray(0, -1) };
    case 'get-bad-json':
      return textAnswer(200, '{"uri": ', { 'Content-Type': 'application/json' });
    case 'empty':
      return { ...good, body: new Uint8Array() };
    case 'giant':
      return { ...good, paddedTo: settings.giantBytes };
    default:
      return good;
  }
}

/** The fields of the answer to a POST. */
export interface IssuanceFields {
  readonly uri?: string;
  readonly pass?: string;
}

/** Which fields a fault leaves or changes. `foreignHost` is a host name under which we answer too. */
export function spoilFields(
  fields: { readonly uri: string; readonly pass: string },
  fault: PostFault | null,
  { foreignHost, otherPort }: { readonly foreignHost: string; readonly otherPort: string },
): IssuanceFields {
  const uri = new URL(fields.uri);
  switch (fault) {
    case 'post-missing-uri':
      return { pass: fields.pass };
    case 'post-missing-pass':
      return { uri: fields.uri };
    case 'post-foreign-uri':
      uri.hostname = foreignHost;
      return { ...fields, uri: uri.href };
    case 'post-other-port-uri':
      return { ...fields, uri: new URL(uri.pathname, otherPort).href };
    case 'post-http-uri':
      return { ...fields, uri: fields.uri.replace(/^https:/, 'http:') };
    default:
      return fields;
  }
}

function redirect(status: 302 | 307, location: string): Answer {
  const page = htmlAnswer(status, status === 302 ? '302 Found' : '307 Temporary Redirect');
  return { ...page, headers: { ...page.headers, Location: location } };
}

function isStatusFault(text: string): text is StatusFault {
  return Object.hasOwn(statusAnswers, text);
}
