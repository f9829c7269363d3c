/** Answers that either call can get instead of a good one. */
const answers = [
  ['401', '401'],
  ['403-not-permitted-certificate', '403 NOT PERMITTED CERTIFICATE'],
  ['403-user-not-in-tenantdb', '403 USER NOT IN TENANTDB'],
  ['403-on-premises-only-tenant', '403 ON PREMISES ONLY TENANT'],
  ['404', '404'],
  ['410', '410'],
  ['429-seconds', '429, Retry-After in seconds (120)'],
  ['429-date', '429, Retry-After as a date (in two minutes)'],
  ['429-absurd', '429, Retry-After of three thousand years'],
  ['503-seconds', '503, Retry-After in seconds (120)'],
  ['503-date', '503, Retry-After as a date (in two minutes)'],
  ['503-absurd', '503, Retry-After of three thousand years'],
  ['500', '500'],
  ['maintenance', '503 GINBEE_MAINTENANCE'],
] as const;

function answering<O extends 'post' | 'get'>(on: O) {
  return answers.map(([answer, summary]) => ({ name: `${on}-${answer}` as const, on, summary }));
}

/**
 * Every fault, in the order of `--list-faults`. `on` says where it strikes and what uses it up:
 * `post` and `get` a call, `issue` the making of a certificate (together with any `post` fault that
 * lets the work be done), `weborca` a request there.
 */
export const faults = [
  { name: 'post-cut-before', on: 'post', summary: 'the connection is cut, nothing is issued' },
  {
    name: 'post-cut-after',
    on: 'post',
    summary: 'issued, then the connection is cut: the answer is lost',
  },
  { name: 'post-slow', on: 'post', summary: 'a good answer, later than usual' },
  { name: 'post-never', on: 'post', summary: 'issued, but the answer never comes' },
  { name: 'post-truncated', on: 'post', summary: 'issued; the answer breaks off in the middle' },
  { name: 'post-html', on: 'post', summary: 'nothing is issued; an HTML page with status 200' },
  { name: 'post-bad-json', on: 'post', summary: 'issued; the answer is broken JSON' },
  { name: 'post-missing-uri', on: 'post', summary: 'issued; the answer has no uri' },
  { name: 'post-missing-pass', on: 'post', summary: 'issued; the answer has no pass' },
  {
    name: 'post-foreign-uri',
    on: 'post',
    summary: 'issued; uri is on another host, where it works',
  },
  {
    name: 'post-other-port-uri',
    on: 'post',
    summary: 'issued; uri is on another port, where it works',
  },
  { name: 'post-http-uri', on: 'post', summary: 'issued; uri is http' },
  { name: 'post-redirect', on: 'post', summary: '307 to another port, where the call would work' },
  { name: 'post-date-wrong', on: 'post', summary: 'a good answer whose Date is a year ahead' },
  ...answering('post'),

  { name: 'get-cut-before', on: 'get', summary: 'the connection is cut, the uri is not used up' },
  {
    name: 'get-cut-after',
    on: 'get',
    summary: 'the uri counts as used, then the connection is cut',
  },
  { name: 'get-slow', on: 'get', summary: 'a good answer, later than usual' },
  { name: 'get-never', on: 'get', summary: 'the answer never comes' },
  { name: 'get-truncated', on: 'get', summary: 'the file breaks off in the middle' },
  { name: 'get-html', on: 'get', summary: 'an HTML page with status 200 instead of the file' },
  { name: 'get-bad-json', on: 'get', summary: 'broken JSON with status 200 instead of the file' },
  { name: 'get-redirect', on: 'get', summary: '302 to another port, where the file lies' },
  { name: 'get-date-wrong', on: 'get', summary: 'a good answer whose Date is a year ahead' },
  { name: 'get-date-1970', on: 'get', summary: 'a good answer whose Date is 1 January 1970' },
  ...answering('get'),
  { name: 'empty', on: 'get', summary: 'the file has no bytes' },
  { name: 'giant', on: 'get', summary: 'the file goes on and on, without Content-Length' },

  { name: 'wrong-password', on: 'issue', summary: 'pass is not the password of the file' },
  {
    name: 'password-line-end',
    on: 'issue',
    summary: 'the password ends with a line end, in pass and in the file',
  },
  {
    name: 'password-line-end-added',
    on: 'issue',
    summary: 'pass ends with a line end that the password of the file does not have',
  },
  { name: 'other-cn', on: 'issue', summary: 'the certificate is for the next client' },
  { name: 'not-client-cn', on: 'issue', summary: 'the CN is not client + digits' },
  { name: 'other-subject', on: 'issue', summary: 'the same CN, of another tenant' },
  { name: 'other-issuer', on: 'issue', summary: 'another authority issued it' },
  { name: 'expired', on: 'issue', summary: 'it expired yesterday' },
  { name: 'not-yet-valid', on: 'issue', summary: 'it becomes valid in two days' },
  { name: 'earlier-expiry', on: 'issue', summary: 'it expires a day before the one that asked' },
  { name: 'same-serial', on: 'issue', summary: 'the serial number of the one that asked' },
  { name: 'reused-key', on: 'issue', summary: 'the key of the one that asked' },
  {
    name: 'key-mismatch',
    on: 'issue',
    summary: 'the key in the file does not belong to the certificate',
  },
  { name: 'weaker-key', on: 'issue', summary: 'an RSA key of 1024 bits' },
  { name: 'ca-certificate', on: 'issue', summary: 'it is a certificate authority' },
  { name: 'no-client-auth', on: 'issue', summary: 'its extended key usage is serverAuth only' },
  {
    name: 'hostile-friendly-name',
    on: 'issue',
    summary: 'its friendlyName has escapes, a path and a line end',
  },
  { name: 'uri-once', on: 'issue', summary: 'its uri works once only, then 410' },

  { name: 'weborca-maintenance', on: 'weborca', summary: '503 GINBEE_MAINTENANCE' },
  { name: 'weborca-refuse', on: 'weborca', summary: '403 NOT PERMITTED CERTIFICATE' },
  { name: 'weborca-refuse-400', on: 'weborca', summary: '400 as nginx refuses a certificate' },
  {
    name: 'weborca-no-certificate',
    on: 'weborca',
    summary: '400 as nginx answers who showed no certificate',
  },
  {
    name: 'weborca-filter',
    on: 'weborca',
    summary: "a web filter's page with status 200, until somebody without a certificate has had it",
  },
  { name: 'weborca-page', on: 'weborca', summary: 'a page with status 200 to who is admitted' },
  { name: 'weborca-cut', on: 'weborca', summary: 'the connection is cut' },
  { name: 'weborca-slow', on: 'weborca', summary: 'a good answer, later than usual' },
  { name: 'weborca-never', on: 'weborca', summary: 'the answer never comes' },
  { name: 'weborca-500', on: 'weborca', summary: '500' },
  { name: 'weborca-502', on: 'weborca', summary: '502' },
] as const;

export type Fault = (typeof faults)[number];
export type FaultName = Fault['name'];
export type FaultOn = Fault['on'];
export type FaultNameOn<O extends FaultOn> = Extract<Fault, { on: O }>['name'];

export const faultNames: readonly FaultName[] = Object.freeze(faults.map((fault) => fault.name));

export function isFaultName(text: string): text is FaultName {
  return faults.some((fault) => fault.name === text);
}

/** A fault and how many times it strikes. */
export interface ArmedFault {
  readonly name: FaultName;
  readonly count: number;
}

/**
 * Reads `NAME[:COUNT]` of `--fault`; COUNT is 1 to 1,000,000, 1 by default. Null for anything else.
 *
 * @example
 * parseFault('post-500:3'); // { name: 'post-500', count: 3 }
 */
export function parseFault(text: string): ArmedFault | null {
  const match = /^([a-z0-9-]+)(?::([1-9]\d{0,6}))?$/.exec(text);
  const name = match?.[1] ?? '';
  const count = Number(match?.[2] ?? 1);
  return isFaultName(name) && count <= 1_000_000 ? { name, count } : null;
}
