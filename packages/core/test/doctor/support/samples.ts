import type {
  Finding,
  FindingCode,
  FindingFacts,
  FindingOf,
} from '../../../src/findings/findings.ts';
import { finding, findingCodes } from '../../../src/findings/levels.ts';

const name = 'clinic-a';
const commonName = 'client001';
const path = '~/.local/share/weborca-cert/store/clinic-a';
const at = '2026-11-22T02:30:00.000Z';
const host = 'weborca.cloud.orcamo.jp';
const chain = [
  { subject: `CN=${host}`, issuer: 'CN=Example CA', notAfter: '2027-01-06T00:00:00.000Z' },
  { subject: 'CN=Example CA', issuer: 'CN=Example Root', notAfter: '2030-01-06T00:00:00.000Z' },
];
const until = { name, commonName, notAfter: '2027-01-06T02:00:00.000Z' };
const first = { name, at, since: '2026-11-20T02:30:00.000Z' };
const unreachable = { host: 'auth.example.jp', reason: 'timeout' };
const version = '20261122T023000Z-1f2e3d4c';
const consumer = { name, kind: 'push-exchanger', path: '/etc/push-exchanger/push-exchanger.yml' };

/** Facts as they come in practice, for the golden files that people read. */
export const samples: { readonly [C in FindingCode]: readonly FindingFacts[C][] } = {
  'system-described': [{ version: '0.1.0', node: '24.21.0', system: 'linux 6.8.0 x64' }],
  'tls-check-on': [{}],
  'tls-check-off': [{}],
  'roots-added': [{ variable: 'NODE_EXTRA_CA_CERTS', path: '~/ca.pem' }],
  'area-failed': [{ area: 'backups', code: 'internal', reason: 'io-error' }],
  'clock-right': [{ host, offsetSeconds: 3 }],
  'clock-off': [{ host, offsetSeconds: -300 }],
  'clock-wrong': [{ host, offsetSeconds: 31_536_000 }],
  'clock-unknown': [{}],
  'configuration-read': [
    { path: '~/.config/weborca-cert/config.json', certificates: 2, stateDir: path },
  ],
  'publish-place': [
    { path: '//nas/weborca-status', file: 'kobe-1-0a1b2c3d.weborca-cert.json' },
    { path: '//nas/weborca-status', file: '' },
  ],
  'publish-unreachable': [{ path: '//nas/weborca-status', reason: 'missing' }],
  'configuration-support': [{ whom: '青葉システム', phone: '03-0000-0000' }],
  'configuration-none': [{ path: '~/.config/weborca-cert/config.json', stateDir: path }],
  'configuration-invalid': [
    { path: '~/.config/weborca-cert/config.json', reason: 'syntax', line: 3 },
  ],
  'service-has-api': [{ service: 'production', host: 'auth.example.jp' }],
  'service-without-api': [
    {
      service: 'production',
      site: 'https://ctrl-cmo.cloud.orcamo.jp/',
      path: '~/.config/weborca-cert/config.json',
      certificates: [name, '本院'],
    },
  ],
  'service-ca-unusable': [{ service: 'demo', path: '~/ca.pem', reason: 'missing' }],
  'certificate-valid': [until],
  'certificate-due': [until],
  'certificate-urgent': [until],
  'certificate-expired': [until],
  'certificate-not-yet-valid': [{ name, commonName, notBefore: at }],
  'certificate-not-renewable': [{ ...until, commonName: '見本クリニック' }],
  'certificate-superseded': [{ name, path: '~/client.p12.20261122', reasons: ['subject-differs'] }],
  'renewal-failed': [
    { ...first, step: 'request', code: 'service-unreachable', details: unreachable, count: 3 },
    {
      ...first,
      step: null,
      code: 'locked',
      details: { name, pid: 4711, host: 'reception', since: at, command: 'VS Code' },
      count: 1,
    },
  ],
  'versions-open': [
    { name, versions: 1 },
    { name, versions: 3 },
  ],
  'version-unusable': [
    { name, version, inUse: true, reason: 'password-wrong' },
    { name, version, inUse: false, reason: 'pkcs12-damaged' },
  ],
  'version-changed': [{ name, version, inUse: true }],
  'store-empty': [{ name }],
  'pointer-broken': [{ name, version }],
  'manifest-broken': [{ name, version }],
  'store-unknown-name': [{ name, path }],
  'renewal-open': [{ name, step: 'issued', since: at }],
  'renewal-stuck': [{ name, step: 'requested', since: at }],
  'renewals-abandoned': [{ name, count: 2, path: `${path}/abandoned` }],
  'in-use-unverified': [{ name, since: at }],
  'permissions-right': [{ checked: 31 }],
  'permissions-wide': [{ path, mode: '0755', wanted: '0700' }],
  'owner-foreign': [{ path }],
  'acl-right': [{ path }],
  'acl-inherited': [{ path, command: 'icacls "…"' }],
  'acl-wide': [{ path, accounts: ['Everyone', 'PC1\\taro'], command: 'icacls "…"' }],
  'acl-unknown': [{ path }],
  'rights-granted': [
    {
      name,
      kind: 'push-exchanger',
      path: String.raw`C:\Program Files (x86)\push-exchanger\config.yml`,
      files: [String.raw`C:\Program Files (x86)\push-exchanger\client.pem`],
      service: 'push-exchanger',
    },
    { name, kind: 'onshi', path, files: ['client.crt', 'client.pem'] },
  ],
  'backup-found': [{ name, path: '/media/usb/clinic-a', at }],
  'backup-outdated': [{ name, path: '/media/usb/clinic-a', at }],
  'backup-broken': [{ name, path: '/media/usb/clinic-a', reason: 'hash-differs' }],
  'backup-missing': [{ name, path: '/media/usb' }],
  'backup-unreachable': [{ name, path: '/media/usb', reason: 'not-connected' }],
  'backup-in-cloud': [{ name, path: '~/OneDrive/x', provider: 'OneDrive' }],
  'backup-elsewhere': [{ name, path: '/media/usb2' }],
  'backup-without-password': [{ name, path: '/media/usb' }],
  'backup-away': [{ name, path: '/media/usb/clinic-a', at }],
  'backup-unseen': [{ name, days: 91 }],
  'backup-on-same-disk': [{ name, path: '/home/a/backup/clinic-a' }],
  'backups-none': [{ name }],
  'consumer-current': [consumer],
  'consumer-behind': [consumer],
  'consumer-manual': [{ name, kind: 'manual', path: '受付 PC 2' }],
  'consumer-failed': [{ ...consumer, reason: 'disk-full' }],
  'consumer-needs-elevation': [
    { ...consumer, command: 'sudo cp a b' },
    { ...consumer, command: '' },
  ],
  'consumers-none': [{ name }],
  'consumer-offered': [
    {
      name,
      kind: 'env-file',
      path: '~/app/.env',
      command: `weborca-cert consumers add ${name} env-file path=~/app/.env passwordKey=PASS`,
    },
  ],
  'old-in-use': [
    { name, path: '/etc/x.yml', how: 'names', found: 'client.p12.20231122' },
    { name, path: '/etc/x.pem', how: 'holds', found: 'ab'.repeat(32) },
    { name, path: '~/.pki/nssdb', how: 'store', found: 'ab'.repeat(32) },
  ],
  'proxy-none': [{}],
  'proxy-used': [
    { host, proxy: 'http://proxy:8080', from: 'HTTPS_PROXY', authenticated: true },
    { host, proxy: 'http://proxy:8080', from: 'configuration', authenticated: false },
  ],
  'proxy-unreadable': [{ variable: 'HTTPS_PROXY' }],
  'proxy-unsupported': [{ variable: 'ALL_PROXY', scheme: 'socks5' }],
  'dns-resolved': [{ host, addresses: ['192.0.2.1', '2001:db8::1'] }],
  'dns-failed': [{ host, reason: 'no-such-name' }],
  'dns-by-proxy': [{ host }],
  'tcp-connected': [{ host, peer: '192.0.2.1:443' }],
  'tls-trusted': [{ host, chain }],
  'tls-untrusted': [{ host, reason: 'unknown-root', chain }],
  'tls-failed': [{ host, reason: 'timeout' }],
  'tls-refuses-certificate': [
    { name, host, reason: 'alert-expired' },
    { name, host, reason: 'alert-unknown-ca', alert: 48 },
  ],
  'tls-certificate-sent': [
    { name, host, authorities: ['CN=Example CA,O=Example'] },
    { name, host, authorities: [] },
  ],
  'tls-asks-others': [
    { name, host, authorities: ['CN=Demo CA,O=Example'], issuer: 'CN=Example CA,O=Example' },
  ],
  'tls-certificate-not-sent': [{ name, host }],
  'tls-asks-no-certificate': [{ host }],
  'api-takes-certificate': [{ name, host }],
  'api-asks-certificate': [{ host }],
  'api-open-without': [{ host }],
  'weborca-accepts': [{ name, host }],
  'weborca-refuses': [{ name, host, reason: 'not-permitted-certificate' }],
  'weborca-inconclusive': [
    { name, host, reason: 'unexpected-answer', status: 500 },
    { name, host, reason: 'user-not-in-tenant', status: 403 },
  ],
  'network-not-asked': [{ reason: 'offline' }, { reason: 'many' }, { reason: 'no-certificate' }],
  'pkcs12-described': [
    { name, algorithms: ['HMAC-SHA-256 (2048)'], programs: ['OpenSSL 3.0.19', 'Java 17.0.9'] },
    { name, algorithms: ['HMAC-SHA-256 (2048)'], programs: [] },
  ],
  'pkcs12-unreadable': [
    { name, program: 'OpenSSL', version: '3.0.19', algorithm: 'PKCS#12 RC2-40-CBC, SHA-1' },
    { name, program: 'Windows', version: '10.0.14393', algorithm: 'PBES2 AES-256-CBC' },
    { name, program: 'Java', version: '1.8.0_292', algorithm: 'PBES2 AES-256-CBC' },
  ],
  'schedule-installed': [{ kind: 'systemd', files: ['~/a.service', '~/a.timer'] }],
  'schedule-none': [{}],
  'schedule-unsupported': [
    { system: 'freebsd', command: '' },
    { system: 'linux', command: '/usr/bin/env HOME=/home/hanako /usr/bin/node /opt/main.js renew' },
  ],
  'schedule-not-active': [
    { kind: 'systemd', commands: ['systemctl --user daemon-reload'] },
    { kind: 'windows-task', commands: [] },
  ],
  'schedule-program-moved': [{ program: '/opt/main.js' }],
  'schedule-other-program': [{ found: '/opt/old/main.js', expected: '/opt/new/main.js' }],
  'schedule-program-passing': [{ program: '/var/cache/_npx/main.js' }],
  'schedule-other-user': [{ user: 'CLINIC\\taro' }],
  'schedule-failed': [{ kind: 'systemd', result: 'exit-code 1' }],
  'schedule-unknown': [{ kind: 'systemd' }],
  'schedule-proxy': [{ variable: 'HTTPS_PROXY' }],
  'schedule-environment': [{ variables: ['WEBORCA_CERT_HOME'] }],
  'schedule-logged-in-only': [{ command: 'loginctl enable-linger hanako' }],
  'run-fine': [{ at, certificates: 3 }],
  'run-failed': [
    {
      at,
      failures: ['clinic-a (service-unreachable)', 'clinic-b (service-unreachable)'],
      told: [{ name, code: 'service-unreachable', details: unreachable }],
    },
    { at, failures: ['clinic-a (a-later-code)'], told: [] },
  ],
  'run-old': [{ at }],
  'run-never': [{ since: at }],
  'leftovers-none': [{}],
  'leftover-temporary': [{ path: `${path}/.tmp-1` }],
  'leftover-import': [
    { name, path: `${path}/import/client.p12` },
    { name: null, path: '~/import/client.p12' },
  ],
  'leftover-removed': [
    { path: '/home/hanako/.local/share/weborca-cert/removed/clinic-a-20261122T093000Z' },
  ],
  'leftover-rehearsal': [{ path: '~/rehearsals/1' }],
  'leftover-replaced': [
    { name, path: '/etc/client.p12.old-*', count: 1 },
    { name, path: '/etc/client.p12.old-*', count: 2 },
  ],
};

/** A finding for every sample. */
export function sampleFindings(): readonly Finding[] {
  return findingCodes.flatMap((code) => findingsOf(code)).filter(isFinding);
}

function findingsOf<C extends FindingCode>(code: C): readonly FindingOf<C>[] {
  return samples[code].map((facts) => finding(code, facts));
}

/** `samples` pairs every code with its own facts, which is lost on the way through the list. */
function isFinding(one: FindingOf<FindingCode>): one is Finding {
  return one.code in samples;
}
