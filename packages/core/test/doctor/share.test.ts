import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shared } from '../../src/doctor/share.ts';
import type { Finding } from '../../src/findings/findings.ts';
import { finding } from '../../src/findings/levels.ts';
import { withTexts } from '../../src/doctor/texts.ts';
import { describeFinding } from '../../src/messages/doctor.ts';
import { sampleFindings } from './support/samples.ts';

const factsOf = (findings: readonly Finding[]): unknown =>
  shared(findings).map(({ facts }) => facts);

describe('a report that anybody may read', () => {
  test('has the same word for the same thing, and another one for another', () => {
    expect(
      factsOf([
        finding('backup-missing', { name: '青葉台内科', path: 'E:/控え' }),
        finding('backup-found', { name: '青葉台内科', path: '/media/usb/a.p12', at: 'x' }),
        finding('backup-missing', { name: 'さくら', path: 'E:/控え' }),
        finding('backup-missing', { name: 'さくら', path: '/srv/clinic.aobadai' }),
      ]),
    ).toEqual([
      { name: 'certificate-1', path: 'path-1' },
      { name: 'certificate-1', path: 'path-2.p12', at: 'x' },
      { name: 'certificate-2', path: 'path-1' },
      { name: 'certificate-2', path: 'path-3' },
    ]);
  });

  test('keeps what is the program’s own or public: codes, versions, times, WebORCA’s hosts', () => {
    expect(
      factsOf([
        finding('system-described', { version: '0.1.0', node: '24.21.0', system: 'linux 6.8.0' }),
        finding('weborca-refuses', {
          name: 'a',
          host: 'weborca.cloud.orcamo.jp',
          reason: 'not-permitted-certificate',
        }),
        finding('service-has-api', { service: 'production', host: 'auth.example.jp' }),
        finding('certificate-due', { name: 'a', commonName: 'client001', notAfter: '2027' }),
        finding('certificate-due', { name: 'a', commonName: '見本クリニック', notAfter: '2027' }),
      ]),
    ).toEqual([
      { version: '0.1.0', node: '24.21.0', system: 'linux 6.8.0' },
      {
        name: 'certificate-1',
        host: 'weborca.cloud.orcamo.jp',
        reason: 'not-permitted-certificate',
      },
      { service: 'production', host: 'host-1' },
      { name: 'certificate-1', commonName: 'client001', notAfter: '2027' },
      { name: 'certificate-1', commonName: 'name-1', notAfter: '2027' },
    ]);
  });

  test('shows nothing of a canary, wherever it stood', () => {
    // Each fact of each sample is a person's in turn; what is left of it would be found.
    const canary = 'カナリア/canary@example.jp';
    for (const sample of sampleFindings()) {
      const [one] = shared([withTexts(sample, () => canary)]);
      if (one === undefined) throw new Error('lost');
      expect([sample.code, JSON.stringify(one).includes('canary')]).toEqual([sample.code, false]);
      for (const language of ['ja', 'en'] as const) {
        const { message, hint } = describeFinding(one, language);
        expect([sample.code, /canary|カナリア/.test(message + hint)]).toEqual([sample.code, false]);
      }
    }
  });

  test('samples as they come name no place, host, clinic or user of anybody', () => {
    const text = JSON.stringify(shared(sampleFindings()));
    expect(text).not.toMatch(
      /clinic-a|本院|hanako|taro|\/etc\/|\/home\/|~\/|usb|example|reception/,
    );
  });

  test('whatever a name is, it is replaced', () => {
    assert(
      property(string({ minLength: 1, unit: 'grapheme' }), (name) => {
        const [one] = shared([finding('backups-none', { name })]);
        expect(one?.facts).toEqual({ name: 'certificate-1' });
      }),
    );
  });
});
