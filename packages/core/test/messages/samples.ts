import { errorCodes, WeborcaError, type ErrorCode, type ErrorDetails } from '../../src/errors.ts';

type Samples = { readonly [C in ErrorCode]: readonly ErrorDetails[C][] };

const path = '/home/hanako/client.p12';
const host = 'auth.example.jp';
const config = '/home/hanako/.config/weborca-cert/config.json';
const since = '2026-11-22T02:30:00.000Z';
const kept = '/home/hanako/store/clinic-a/abandoned/20261122T023000Z-1f2e3d4c';
const unfit = `${kept}/downloaded.p12`;
const until = '2026-11-22T03:30:00.000Z';

/** Details as they come in practice, for the golden files that people read. */
export const samples: Samples = {
  'usage-invalid': [
    { problem: 'name-invalid', value: '../x' },
    { problem: 'zip-in-place' },
    { problem: 'shared-in-place', value: path },
    { problem: 'several-clients-in-file', among: ['client001', 'client002'] },
    { problem: 'cn-not-in-file', value: 'client003', among: ['client001', 'client002'] },
    { problem: 'backup-service-unknown', value: 'own' },
  ],
  'config-invalid': [
    { path: config, reason: 'blank' },
    { path: config, reason: 'syntax', line: 3 },
    { path: config, reason: 'syntax' },
    { path: config, reason: 'encoding', expected: 'UTF-8' },
    {
      path: config,
      reason: 'shape',
      at: 'certificates.clinic-a.renewWithin',
      line: 9,
      expected: '90d, 15%',
    },
    { path: config, reason: 'shape', line: 1, expected: '{ … }' },
    {
      path: config,
      reason: 'unknown-key',
      at: 'certificates.clinic-a.renewWithn',
      line: 9,
      expected: 'renewWithin',
    },
    {
      path: config,
      reason: 'unknown-key',
      at: 'services.demo.host',
      line: 2,
      expected: 'api, downloadHosts, weborca, site, ca, proxy',
    },
    { path: config, reason: 'duplicate-key', at: 'certificates.clinic-a', line: 12 },
    { path: config, reason: 'unreadable', why: 'no-permission' },
    { path: config, reason: 'unreadable' },
    { path: config, reason: 'writable-by-others', expected: '0600' },
    {
      path: '/home/hanako/project/config.json',
      reason: 'in-project-folder',
      at: '/home/hanako/project',
    },
    {
      path: config,
      reason: 'service-unknown',
      at: 'certificates.clinic-a.service',
      line: 7,
      expected: 'production',
    },
  ],
  'name-unknown': [
    { name: 'clinic-c', known: ['clinic-a', 'clinic-b'] },
    { name: 'clinic-c', known: [] },
    { name: 'kobe-2', known: ['kobe-1', 'clinic-a'], published: true },
    { name: 'kobe-2', known: [], published: true },
  ],
  'name-taken': [
    { name: 'clinic-a' },
    { name: 'clinic-a', sameCertificate: true },
    { name: 'clinic-a', unconfigured: true },
  ],
  'version-unknown': [
    { name: 'clinic-a', version: '20261122T023000Z-1f2e3d4c' },
    { name: 'clinic-a', version: 'current' },
    { name: 'clinic-a', version: 'previous' },
    {
      name: 'clinic-a',
      version: '2026',
      matching: ['20261122T023000Z-1f2e3d4c', '20260102T023000Z-4c3d2e1f'],
    },
  ],
  'file-not-found': [{ path }, { path: path, stored: 'clinic-a' }],
  'password-missing': [{ path }],
  'password-wrong': [{ path }, {}, { path, of: 'key' }, { path, of: 'key-given' }],
  'pkcs12-damaged': [
    { path, at: 'certificate' },
    { at: 'key pair' },
    { path, at: 'structure', stored: 'clinic-a' },
  ],
  'pkcs12-unsupported': [{ path, algorithm: 'PKCS#12 RC4-128' }],
  'pkcs12-limit': [{ path, limit: 'iterations' }],
  'not-a-certificate': [
    { path, found: 'HTML' },
    { path, found: 'no-permission' },
    { path, found: 'invalid notAfter' },
    { path: '/media/hanako/USB', found: 'backups', inside: ['clinic-a', 'clinic-b'] },
    { path: '/media/hanako/USB', found: 'no backup' },
    { path: '/home/hanako/site.zip', found: 'no backup but a zip' },
  ],
  'certificate-expired': [
    { name: 'clinic-a', commonName: 'client001', notAfter: '2027-01-06T14:59:59.000Z' },
    {
      name: 'clinic-a',
      commonName: 'client001',
      notAfter: '2027-01-06T14:59:59.000Z',
      site: 'https://ctrl-cmo.cloud.orcamo.jp/',
    },
    { name: 'clinic-a', commonName: 'client001', notAfter: since, issued: true, until },
    { name: 'clinic-a', commonName: 'client001', notAfter: since, issued: true },
  ],
  'certificate-not-yet-valid': [
    { name: 'clinic-a', notBefore: since },
    { name: 'clinic-a', notBefore: since, issued: true },
  ],
  'certificate-not-renewable': [
    { name: 'clinic-a', commonName: 'server.example.jp' },
    { name: 'clinic-a', commonName: '' },
  ],
  'service-not-configured': [
    {
      service: 'production',
      commonName: 'client001',
      site: 'https://ctrl-cmo.cloud.orcamo.jp/',
      configPath: config,
    },
    {
      service: 'demo',
      commonName: 'client001',
      site: 'https://demo-ctrl-cmo.cloud.orcamo.jp/',
      configPath: config,
    },
  ],
  'service-unreachable': [
    { host, reason: 'no-such-name' },
    { host, reason: 'timeout', passedOver: 'HTTPS_PROXY' },
    { host, reason: 'timeout', doing: 'verify' },
    { host, reason: 'proxy-ntlm' },
    { host, reason: 'proxy-credentials-missing' },
  ],
  'service-untrusted': [{ host, reason: 'unknown-root' }],
  'service-refused-certificate': [
    { host, reason: 'not-permitted-certificate' },
    { host, reason: 'unauthorized', issuance: 'open' },
    { host, reason: 'certificate-not-sent' },
    { host, reason: 'forbidden', daysLeft: 200 },
  ],
  'service-maintenance': [{ host }, { host, issuance: 'open' }],
  'service-busy': [
    { host, until },
    { host },
    { host, until, reason: 'day-used-up' },
    { host, until, reason: 'service-said-later' },
    { host, until, issuance: 'open' },
    { host, issuance: 'open' },
  ],
  'service-failed': [
    { host, status: 500 },
    { host, status: 500, issuance: 'abandoned', kept },
  ],
  'service-answer-invalid': [
    { host, reason: 'not-json', kept: `${kept}/unknown.json` },
    { host, reason: 'redirect' },
    { host, reason: 'redirect', issuance: 'open' },
  ],
  'download-foreign-host': [{ host: 'dl.example.jp:8443', expected: host }],
  'download-failed': [
    { host, reason: 'not-found', issuance: 'open' },
    { host, reason: 'gone', issuance: 'abandoned', kept },
    { host, reason: 'unreachable', issuance: 'not-recorded' },
  ],
  'issued-certificate-unfit': [
    {
      reasons: ['rolled-back'],
      path: '/home/hanako/store/clinic-a/versions/20261122T023000Z-1f2e3d4c',
    },
    { reasons: ['no-client-auth', 'not-later'], notAfter: since },
    { reasons: ['subject-differs'], path: unfit, until, commonName: 'client002' },
    {
      reasons: ['subject-differs', 'issuer-differs'],
      commonName: 'client002',
      issuer: 'CN=Another Authority,O=ORCA',
    },
    { reasons: ['key-mismatch'], until, path: unfit },
    { reasons: [], until },
    { reasons: [] },
    { reasons: ['tenant-not-shown'], path },
  ],
  'outcome-unknown': [{ since, until }],
  'destination-not-writable': [
    { path: 'D:\\backup', reason: 'disk-full' },
    {
      path: '/home/clinic/.local/state/weborca-cert/store',
      reason: 'no-permission',
      doing: 'read',
    },
  ],
  locked: [
    { name: 'clinic-a', pid: 4321, host: 'uketsuke-1', since, command: 'weborca-cert renew' },
  ],
  'lease-lost': [{ name: 'clinic-a' }],
  'verification-failed': [
    { host, reason: 'certificate-not-accepted' },
    { host, reason: 'certificate-not-accepted', issuance: 'abandoned' },
    { host, reason: 'not-permitted-certificate', inUse: true },
  ],
  'consumer-failed': [
    {
      kind: 'password-file',
      path: '/srv/gone/pass.txt',
      reason: 'missing',
      doing: 'add',
    },
    {
      kind: 'push-exchanger',
      path: '/etc/push-exchanger/push-exchanger.yml',
      reason: 'password-unknown',
    },
  ],
  'backup-failed': [
    { path: '/media/hanako/USB', reason: 'not-connected' },
    { path: '/media/hanako/USB', reason: 'other-drive' },
    { path: '/home/hanako/backup', reason: 'marker-missing' },
    { path: '/home/hanako/backup', reason: 'missing', doing: 'check' },
    { path: '/home/hanako/project', reason: 'version-control', doing: 'prepare' },
    { path: 'E:\\AUX', reason: 'name-refused', doing: 'prepare' },
    { path: '/home/hanako/backup/clinic-a/one', reason: 'hash-differs', doing: 'check' },
    { path: '/home/hanako/backup', reason: 'none-there', doing: 'check' },
    { path: '/home/hanako/backup', reason: 'no-permission', doing: 'read' },
    { path: '/media/hanako/USB', reason: 'disk-full' },
    { path: '/media/hanako/USB', reason: 'read-back-differs' },
    { path: config, reason: 'none-configured' },
  ],
  'tool-missing': [{ tool: 'pk12util' }],
  'elevation-refused': [{ declined: true }, { declined: false }],
  interrupted: [{ during: 'request' }],
  'nothing-under-care': [
    { path: config, stored: [] },
    { path: config, stored: ['clinic-a'] },
  ],
  'verification-inconclusive': [
    { name: 'clinic-a', host, reason: 'unexpected-answer', status: 502 },
    { name: 'clinic-a', host, reason: 'answers-anyone' },
    { name: 'clinic-a', host, reason: 'certificate-not-sent', inUse: true },
    { name: 'clinic-a', host, reason: 'unexpected-answer', status: 502, inUse: true },
  ],
  'pilot-waiting': [{ name: 'clinic-b', pilot: 'clinic-a', host }],
  internal: [{ reason: 'TypeError' }],
};

/** An error of each sample, in the order of the codes. */
export function sampleErrors(): readonly WeborcaError[] {
  return errorCodes.flatMap((code) => errorsOf(code));
}

function errorsOf<C extends ErrorCode>(code: C): readonly WeborcaError<C>[] {
  return samples[code].map((details) => new WeborcaError(code, details));
}
