import type { ErrorCode } from '@weborca-cert/core';
import type { FaultName } from '@weborca-cert/simulator';
import { isUnder, oldIsOver } from '../../support/service-rule.ts';

/** How a run meets a fault that strikes once, and what it ends in. */
export interface Expectation {
  /** `ok`: the run gets over it by itself. */
  readonly code: ErrorCode | 'ok';
  /** Requests in the run that meets the fault. */
  readonly posts: 1;
  /**
   * When the next run comes to a new certificate:
   * `resumes`: at once, without another request;
   * `asks`: at once, by another request;
   * `waits-hour`, `waits-retry`, `waits-day`: by another request after that time;
   * `waits-valid`: when the new certificate has become valid;
   * `configuration`: when somebody has named the host;
   * `site`: when somebody has renewed at the management site.
   */
  readonly next:
    | 'done'
    | 'resumes'
    | 'asks'
    | 'waits-hour'
    | 'waits-retry'
    | 'waits-day'
    | 'waits-valid'
    | 'configuration'
    | 'site';
}

const over: Expectation = { code: 'ok', posts: 1, next: 'done' };
const refused: Expectation = { code: 'service-refused-certificate', posts: 1, next: 'asks' };
const open: Expectation = { code: 'outcome-unknown', posts: 1, next: 'waits-hour' };
const unusable: Expectation = { code: 'service-answer-invalid', posts: 1, next: 'waits-hour' };
const busy: Expectation = { code: 'service-busy', posts: 1, next: 'waits-retry' };
const unfit: Expectation = { code: 'issued-certificate-unfit', posts: 1, next: 'waits-day' };
const failed: Expectation = { code: 'service-failed', posts: 1, next: 'asks' };
const foreign: Expectation = { code: 'download-foreign-host', posts: 1, next: 'configuration' };
const later = (code: ErrorCode): Expectation => ({ code, posts: 1, next: 'resumes' });

const inconclusive = later('verification-inconclusive');

/** Every fault of the simulator, and the code that a run with it alone ends in. */
export const expectations: Readonly<Record<FaultName, Expectation>> = {
  'post-cut-before': open,
  'post-cut-after': open,
  'post-slow': over,
  'post-never': open,
  'post-truncated': unusable,
  'post-html': unusable,
  'post-bad-json': unusable,
  'post-missing-uri': unusable,
  'post-missing-pass': unusable,
  'post-foreign-uri': foreign,
  'post-other-port-uri': foreign,
  'post-http-uri': unusable,
  'post-redirect': { ...unusable, next: 'asks' },
  'post-date-wrong': over,
  'post-401': refused,
  'post-403-not-permitted-certificate': refused,
  'post-403-user-not-in-tenantdb': refused,
  'post-403-on-premises-only-tenant': refused,
  'post-404': failed,
  'post-410': failed,
  'post-429-seconds': busy,
  'post-429-date': busy,
  'post-429-absurd': { ...busy, next: 'waits-day' },
  'post-503-seconds': busy,
  'post-503-date': busy,
  'post-503-absurd': { ...busy, next: 'waits-day' },
  'post-500': failed,
  'post-maintenance': { code: 'service-maintenance', posts: 1, next: 'asks' },
  'get-cut-before': over,
  'get-cut-after': over,
  'get-slow': over,
  'get-never': over,
  'get-truncated': over,
  'get-html': over,
  'get-bad-json': over,
  'get-redirect': later('service-answer-invalid'),
  'get-date-wrong': over,
  'get-date-1970': over,
  'get-401': later('service-refused-certificate'),
  'get-403-not-permitted-certificate': later('service-refused-certificate'),
  'get-403-user-not-in-tenantdb': later('service-refused-certificate'),
  'get-403-on-premises-only-tenant': later('service-refused-certificate'),
  'get-404': later('download-failed'),
  'get-410': { code: 'download-failed', posts: 1, next: 'asks' },
  'get-429-seconds': later('service-busy'),
  'get-429-date': later('service-busy'),
  'get-429-absurd': later('service-busy'),
  'get-503-seconds': later('service-busy'),
  'get-503-date': later('service-busy'),
  'get-503-absurd': later('service-busy'),
  'get-500': over,
  'get-maintenance': later('service-maintenance'),
  empty: over,
  giant: over,
  'wrong-password': unfit,
  'password-line-end': over,
  'password-line-end-added': over,
  'other-cn': unfit,
  'not-client-cn': unfit,
  'other-subject': unfit,
  'other-issuer': unfit,
  expired: { code: 'certificate-expired', posts: 1, next: 'waits-day' },
  'not-yet-valid': { code: 'certificate-not-yet-valid', posts: 1, next: 'waits-valid' },
  'earlier-expiry': unfit,
  'same-serial': unfit,
  'reused-key': unfit,
  'key-mismatch': unfit,
  'weaker-key': unfit,
  'ca-certificate': unfit,
  'no-client-auth': unfit,
  'hostile-friendly-name': over,
  'uri-once': over,
  'weborca-maintenance': inconclusive,
  'weborca-refuse': { code: 'verification-failed', posts: 1, next: 'resumes' },
  'weborca-refuse-400': { code: 'verification-failed', posts: 1, next: 'resumes' },
  'weborca-no-certificate': { code: 'verification-failed', posts: 1, next: 'resumes' },
  'weborca-filter': inconclusive,
  'weborca-page': over,
  'weborca-cut': inconclusive,
  'weborca-slow': over,
  'weborca-never': inconclusive,
  'weborca-500': inconclusive,
  'weborca-502': inconclusive,
};

/** The service has given the file out, and it did not arrive. */
const spoiled: ReadonlySet<FaultName> = new Set([
  'get-cut-after',
  'get-never',
  'get-truncated',
  'get-bad-json',
  'empty',
  'giant',
]);

/** The same under the rule of this run. */
export function expectationHere(name: FaultName): Expectation {
  const expectation = expectations[name];
  if (isUnder('downloads=once') && spoiled.has(name)) {
    return { code: 'download-failed', posts: 1, next: 'asks' };
  }
  if (oldIsOver) {
    // From the download on nobody else can say whether it is the new one that is refused.
    if (expectation.code === 'verification-failed') return inconclusive;
    if (spoiled.has(name)) return { ...refused, next: 'site' };
    if (expectation.next === 'waits-day' && expectation.code !== 'service-busy') {
      return { ...expectation, next: 'site' };
    }
  }
  return expectation;
}
