import { type Answer, errorAnswer, htmlAnswer, textAnswer } from '../service/replies.ts';
import type { FaultNameOn } from './catalogue.ts';

/** A call fault without its `post-` or `get-`. */
export type CallFault =
  FaultNameOn<'post' | 'get'> extends infer Name
    ? Name extends `post-${infer Rest}` | `get-${infer Rest}`
      ? Rest
      : never
    : never;

const twoMinutesMs = 120_000;

// Seconds; RFC 9110, 10.2.3 sets no limit.
const absurd = '99999999999';

function later(now: Date): string {
  return new Date(now.getTime() + twoMinutesMs).toUTCString();
}

function busy(status: 429 | 503, retryAfter: string): Answer {
  const message = status === 429 ? 'Too Many Requests' : 'Service Unavailable';
  return { ...errorAnswer(status, message), headers: { 'Retry-After': retryAfter } };
}

/** The body as panda and monsiaj saw it (panda f1464932, monsiaj 35e7f6bc). */
export function maintenance(): Answer {
  return textAnswer(503, 'GINBEE_MAINTENANCE');
}

export function notPermitted(): Answer {
  return textAnswer(403, 'NOT PERMITTED CERTIFICATE');
}

/** Answers that take the place of the work: nothing is issued, no uri is used up. */
export const statusAnswers = {
  html: () => htmlAnswer(200, 'Sign in to the network'),
  '401': () => errorAnswer(401, 'Unauthorized'),
  '403-not-permitted-certificate': notPermitted,
  '403-user-not-in-tenantdb': () => textAnswer(403, 'USER_NOT_IN_TENANTDB'),
  '403-on-premises-only-tenant': () => textAnswer(403, 'On Premises Only Tenant'),
  '404': () => errorAnswer(404, 'Not Found'),
  '410': () => errorAnswer(410, 'Gone'),
  '429-seconds': () => busy(429, '120'),
  '429-date': (now) => busy(429, later(now)),
  '429-absurd': () => busy(429, absurd),
  '503-seconds': () => busy(503, '120'),
  '503-date': (now) => busy(503, later(now)),
  '503-absurd': () => busy(503, absurd),
  '500': () => errorAnswer(500, 'Internal Server Error'),
  maintenance,
} as const satisfies Partial<Record<CallFault, (now: Date) => Answer>>;

export type StatusFault = keyof typeof statusAnswers;
