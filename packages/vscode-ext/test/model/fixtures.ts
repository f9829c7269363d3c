import { dayMs, type CertificateState, type CertificateStatus } from '@weborca-cert/core';

export const now = new Date('2026-11-22T03:00:00Z');

/** A certificate under care that expires `days` days from `now`, for the pure parts. */
export function certificate(
  name: string,
  days: number,
  state: CertificateState,
  commonName = 'client001',
): CertificateStatus {
  return {
    name,
    service: 'production',
    state,
    facts: {
      subject: `CN=${commonName},O=Clinic,C=JP`,
      commonName,
      issuer: 'CN=CA',
      serialNumber: '01',
      notBefore: new Date(now.getTime() + (days - 1095) * dayMs),
      notAfter: new Date(now.getTime() + days * dayMs),
      fingerprintSha256: '0123456789abcdef'.repeat(4),
      publicKey: 'RSA 2048',
      daysLeft: days,
    },
    reason: { code: state },
    recovered: null,
    pending: null,
    lastFailure: null,
    consumers: [],
    lastBackup: null,
  };
}

export function unreadable(name: string): CertificateStatus {
  return { ...certificate(name, 0, 'unreadable'), facts: null };
}
