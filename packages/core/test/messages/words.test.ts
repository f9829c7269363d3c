import { describe, expect, test } from 'vitest';
import type { BackupNote, BackupProblem } from '../../src/backup/types.ts';
import type { CertificateState } from '../../src/certificate/state.ts';
import type { RenewableReason } from '../../src/certificate/renewable.ts';
import { kindWords } from '../../src/consumers/kind-words.ts';
import { kinds } from '../../src/consumers/kinds.ts';
import type { FailureReason } from '../../src/connection/failure-reason.ts';
import type { ConsumerNote, ConsumerReason, ConsumerState } from '../../src/consumers/types.ts';
import type { Notice, RenewalStep } from '../../src/events.ts';
import { wordOrCode, words, type WordGroup } from '../../src/messages/words.ts';
import type { OpeningNote } from '../../src/pkcs12/types.ts';
import { kindNames } from '../../src/pkcs12/recognise.ts';
import type { Pending, RenewalOutcome } from '../../src/context.ts';
import type { AdoptionReason } from '../../src/renewal/adopt.ts';
import type { VersionOrigin } from '../../src/store/types.ts';

// Written out, so that a word added to a union makes this file fail to compile until it is here,
// and fail to pass until the catalogues have it. ConsumerReason is open: `string & {}` is left out.
type Known<T> = T extends string ? (string extends T ? never : T) : never;
const keys = <T extends string>(record: Readonly<Record<T, true>>): readonly string[] =>
  Object.keys(record);

const reasons: readonly string[] = [
  ...keys<FailureReason>({
    refused: true,
    'no-such-name': true,
    'name-lookup-failed': true,
    'no-route': true,
    'not-permitted': true,
    timeout: true,
    closed: true,
    'not-tls': true,
    'tls-version': true,
    'tls-failed': true,
    'not-http': true,
    'own-certificate-weak': true,
    'proxy-unreachable': true,
    'proxy-authentication': true,
    'proxy-refused': true,
    'proxy-failed': true,
    other: true,
    'unknown-root': true,
    'incomplete-chain': true,
    'other-host': true,
    'server-certificate-expired': true,
    'server-certificate-not-yet-valid': true,
    'server-certificate-revoked': true,
    'server-certificate-weak': true,
    'server-certificate-invalid': true,
    'server-key-usage': true,
    'proxy-untrusted': true,
    'alert-handshake-failure': true,
    'alert-no-certificate': true,
    'alert-bad-certificate': true,
    'alert-unsupported-certificate': true,
    'alert-revoked': true,
    'alert-expired': true,
    'alert-certificate-unknown': true,
    'alert-unknown-ca': true,
    'alert-access-denied': true,
    'alert-decrypt-error': true,
  }),
  ...keys<BackupProblem>({
    'none-there': true,
    'not-connected': true,
    missing: true,
    'marker-missing': true,
    'other-drive': true,
    'version-control': true,
    'read-back-differs': true,
    'manifest-broken': true,
    'file-missing': true,
    'hash-differs': true,
    'does-not-open': true,
    'other-certificate': true,
  }),
  ...keys<Known<ConsumerReason>>({
    'field-invalid': true,
    missing: true,
    'symbolic-link': true,
    'not-a-file': true,
    'too-large': true,
    'no-permission': true,
    'read-only': true,
    'disk-full': true,
    'changed-meanwhile': true,
    'in-store': true,
    conflict: true,
    'others-failed': true,
    'later-certificate': true,
    'password-unknown': true,
    'path-not-absolute': true,
    'not-named': true,
    'not-a-pkcs12': true,
    'not-this-certificate': true,
    'value-not-single-line': true,
    'value-not-writable': true,
    'settings-not-readable': true,
    'wrong-system': true,
    'tool-missing': true,
    'program-failed': true,
    'time-limit': true,
    'not-found-afterwards': true,
    'waits-for-files': true,
  }),
];

const required: Readonly<Partial<Record<WordGroup, readonly string[]>>> = {
  state: keys<CertificateState>({
    unreadable: true,
    expired: true,
    'not-yet-valid': true,
    superseded: true,
    urgent: true,
    'not-renewable': true,
    due: true,
    valid: true,
  }),
  outcome: keys<RenewalOutcome>({
    renewed: true,
    resumed: true,
    adopted: true,
    'not-due': true,
    'would-renew': true,
    failed: true,
  }),
  step: keys<RenewalStep>({
    resume: true,
    adopt: true,
    decide: true,
    probe: true,
    request: true,
    download: true,
    check: true,
    save: true,
    verify: true,
    backup: true,
    deploy: true,
  }),
  pending: keys<Pending['step']>({
    requested: true,
    issued: true,
    downloaded: true,
    checked: true,
    saved: true,
    verified: true,
    deployed: true,
  }),
  notice: keys<Notice>({
    'password-line-end-dropped': true,
    'password-alternative-encoding': true,
    'several-keys': true,
    'unencrypted-key': true,
    'trailing-bytes': true,
    'left-closed': true,
    'clock-wrong': true,
    'store-recovered': true,
    'lock-waiting': true,
    'verification-inconclusive': true,
    'journal-abandoned': true,
    'journal-not-written': true,
    'rescued-to-backup': true,
    'fell-back': true,
    'not-tidied': true,
    'retry-later': true,
    'written-in-place': true,
    'not-flushed': true,
  }),
  note: keys<OpeningNote | ConsumerNote | BackupNote['code']>({
    'password-line-end-dropped': true,
    'password-alternative-encoding': true,
    'password-empty-as-null': true,
    'no-mac': true,
    'several-keys': true,
    'unencrypted-key': true,
    'key-locked': true,
    'trailing-bytes': true,
    'left-closed': true,
    'written-in-place': true,
    'not-flushed': true,
    'cloud-synchronised': true,
    'found-elsewhere': true,
  }),
  origin: keys<VersionOrigin>({
    added: true,
    renewed: true,
    received: true,
    adopted: true,
    restored: true,
  }),
  renewable: keys<RenewableReason>({
    'common-name': true,
    'no-common-name': true,
    'common-name-not-client': true,
    ca: true,
  }),
  'consumer-state': keys<ConsumerState>({
    current: true,
    behind: true,
    failed: true,
    manual: true,
    'needs-elevation': true,
  }),
  'consumer-kind': [...kinds.keys()],
  unfit: keys<AdoptionReason>({
    unreadable: true,
    'password-wrong': true,
    'key-mismatch': true,
    'subject-differs': true,
    'issuer-differs': true,
    'same-serial': true,
    'same-key': true,
    'not-later': true,
    ca: true,
    'no-client-auth': true,
    'key-weaker': true,
    'known-elsewhere': true,
    'tenant-not-shown': true,
    'key-not-found': true,
    'in-system-store': true,
    'verification-refused': true,
    'verification-inconclusive': true,
  }),
  reason: reasons,
  found: Object.values(kindNames),
};

const wordGroups = Object.keys(words).filter((group): group is WordGroup => group in words);

describe('words', () => {
  test.for(wordGroups)('every %s has a word', (group) => {
    const missing = (required[group] ?? []).filter((key) => wordOrCode('ja', group, key) === key);
    // Names of programs are what they are: each kind declares its own.
    expect(missing.filter((key) => group !== 'consumer-kind' || !(key in kindWords))).toEqual([]);
  });

  test('an unknown word stays as it is', () => {
    for (const key of ['from-the-future', 'constructor', '__proto__', '']) {
      expect(wordOrCode('ja', 'reason', key)).toBe(key);
      expect(wordOrCode('en', 'state', key)).toBe(key);
    }
  });
});
