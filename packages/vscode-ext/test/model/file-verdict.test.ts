import type { Threshold } from '@weborca-cert/core';
import { describe, expect, it } from 'vitest';
import {
  formatOf,
  judgeFile,
  knownFiles,
  ownCertificate,
  type KnownCertificate,
} from '../../src/model/file-verdict.ts';
import { defaultThresholds } from '@weborca-cert/core/thresholds';
import { now } from './fixtures.ts';

const inDays = (days: number): Date => new Date(now.getTime() + days * 86_400_000);
const certificates: readonly KnownCertificate[] = [
  {
    name: 'clinic-a',
    stableFiles: [{ path: '/app/client.p12', format: 'pkcs12' }],
    due: defaultThresholds.due,
    versions: [
      {
        current: true,
        p12Sha256: 'n',
        fingerprintSha256: 'N',
        notBefore: inDays(-95),
        notAfter: inDays(1000),
        commonName: 'client001',
      },
      {
        current: false,
        p12Sha256: 'o',
        fingerprintSha256: 'O',
        notBefore: inDays(-1050),
        notAfter: inDays(45),
        commonName: 'client001',
      },
    ],
  },
];
const known = knownFiles(certificates);
const present = (sha256: string, days?: number) => ({
  kind: 'present' as const,
  path: '/app/looked-at',
  sha256,
  facts:
    days === undefined
      ? null
      : {
          notBefore: inDays(days - 1095),
          notAfter: inDays(days),
          fingerprintSha256: sha256,
          commonName: 'client009',
        },
});

describe('judgeFile', () => {
  it('says that a file is missing, or that only its password would tell', () => {
    expect(judgeFile({ kind: 'missing' }, known, now)).toEqual({ kind: 'missing' });
    expect(known.stableFiles).toEqual([{ path: '/app/client.p12', format: 'pkcs12' }]);
    expect(judgeFile(present('x'), known, now)).toEqual({ kind: 'unknown' });
    // What is registered cannot be read: that it is not among it, nobody knows.
    expect(judgeFile(present('x'), null, now)).toEqual({ kind: 'untold' });
  });

  it('knows a .p12 by its bytes and a certificate by its fingerprint', () => {
    expect(judgeFile(present('n'), known, now)).toMatchObject({ kind: 'fine', name: 'clinic-a' });
    const stableFiles = [{ path: '/app/client.p12', format: 'pkcs12' }];
    const superseded = { kind: 'superseded', name: 'clinic-a', stableFiles };
    expect(judgeFile(present('o'), known, now)).toMatchObject(superseded);
    expect(judgeFile(present('O', 45), known, now)).toMatchObject(superseded);
  });

  it('knows a file that is kept up to date by its place, whatever password it has', () => {
    const file = { ...present('sealed anew'), path: '/app/client.p12' };
    expect(judgeFile(file, known, now)).toMatchObject({ kind: 'fine', name: 'clinic-a' });
    expect(judgeFile(file, known, inDays(950))).toMatchObject({ kind: 'expiring' });
  });

  it('goes by the dates of a stranger, thresholds included', () => {
    expect(judgeFile(present('x', 91), known, now).kind).toBe('fine');
    expect(judgeFile(present('x', 90), known, now)).toMatchObject({ kind: 'expiring', name: null });
    expect(judgeFile(present('x', 0), known, now).kind).toBe('expiring');
    expect(judgeFile(present('x', -1), known, now).kind).toBe('expired');
  });

  it('goes by the threshold of a certificate under care, days or percent', () => {
    const after = (due: Threshold, days: number): string => {
      const careful = certificates.map((certificate) => Object.assign({}, certificate, { due }));
      return judgeFile(present('n'), knownFiles(careful), inDays(days)).kind;
    };
    // 1000 days are left of 1095.
    expect(after({ unit: 'days', value: 30 }, 969)).toBe('fine');
    expect(after({ unit: 'days', value: 30 }, 970)).toBe('expiring');
    expect(after({ unit: 'days', value: 200 }, 800)).toBe('expiring');
    expect(after({ unit: 'percent', value: 20 }, 780)).toBe('fine');
    expect(after({ unit: 'percent', value: 20 }, 781)).toBe('expiring');
    expect(judgeFile(present('x', 90), known, now).kind).toBe('expiring');
  });

  it('calls nothing superseded by an earlier one (after a rollback)', () => {
    const [certificate] = certificates;
    const rolledBack = (certificate?.versions ?? []).map((version) =>
      Object.assign({}, version, { current: !version.current }),
    );
    const back = [
      { name: 'clinic-a', stableFiles: [], due: defaultThresholds.due, versions: rolledBack },
    ];
    expect(judgeFile(present('n'), knownFiles(back), now).kind).toBe('fine');
  });
});

it('a bundle of authorities is no certificate of anybody; a chain, and an authority alone, are', () => {
  const root = { role: 'leaf', subject: 'CN=Root', issuer: 'CN=Root' };
  const other = { role: 'chain', subject: 'CN=Other', issuer: 'CN=Other' };
  const leaf = { role: 'leaf', subject: 'CN=client001', issuer: 'CN=Root' };
  expect(ownCertificate([root, other])).toBeNull();
  expect(ownCertificate([root])).toBe(root);
  expect(ownCertificate([leaf, { ...root, role: 'chain' }])).toBe(leaf);
  expect(ownCertificate([])).toBeNull();
});

it('formatOf goes by the extension', () => {
  expect(formatOf('/a/b.PFX')).toBe('pkcs12');
  expect(formatOf('/a/b.cer')).toBe('pem');
  expect(formatOf('/a/b.key')).toBeNull();
});
