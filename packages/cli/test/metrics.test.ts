import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateStatus } from '@weborca-cert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderMetrics } from '../src/render/metrics.ts';
import { openClinic, type Clinic } from './support/clinic.ts';

const status: CertificateStatus = {
  name: 'clinic-a',
  service: 'production',
  state: 'due',
  facts: {
    subject: 'CN=a',
    commonName: 'a"\n\\b',
    issuer: 'CN=ca',
    serialNumber: '01',
    notBefore: new Date('2026-01-01T00:00:00Z'),
    notAfter: new Date('2029-01-01T00:00:00Z'),
    daysLeft: 45,
    fingerprintSha256: 'ab',
    publicKey: 'RSA 2048',
  },
  reason: { code: 'due' },
  pending: null,
  consumers: [],
  lastBackup: null,
};

test('what comes out of a certificate stays inside its quotes', () => {
  const text = renderMetrics([status], new Date(0));
  const label = String.raw`name="clinic-a",common_name="a\"\n\\b"`;
  expect(text).toContain(`weborca_cert_not_after_timestamp_seconds{${label}} 1861920000\n`);
  expect(text).toContain(`weborca_cert_state{${label},state="due"} 1\n`);
  for (const line of text.trimEnd().split('\n')) {
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{.*\})? \d+)$/);
  }
});

describe('--textfile', () => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic();
    await clinic.add('clinic-a');
  });
  afterAll(() => clinic.close());

  test('replaces a file that others may read, and leaves nothing beside it', async () => {
    const folder = join(clinic.folder, 'textfile');
    mkdirSync(folder);
    const file = join(folder, 'weborca.prom');
    for (let run = 0; run < 2; run++) {
      expect(await clinic.cli(['metrics', '--textfile', file])).toEqual({
        code: 0,
        stdout: '',
        stderr: '',
      });
    }
    expect(readFileSync(file, 'utf8')).toContain('weborca_cert_state{name="clinic-a"');
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['weborca.prom']);
  });

  test('tells when it cannot', async () => {
    const { code, stderr } = await clinic.cli(['metrics', '--textfile', '/missing/a.prom']);
    expect(code).toBe(1);
    expect(stderr).toContain('[destination-not-writable]');
  });
});
