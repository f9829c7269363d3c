import { holdsPrivateKey } from '@weborca-cert/core/private-key-block';
import { describe, expect, it } from 'vitest';
import { ignoreLine, secretByName } from '../../src/model/committed-secrets.ts';
import { daysText } from '../../src/model/dates.ts';
import { editorReport } from '../../src/model/doctor-report.ts';
import { pickItems } from '../../src/model/pick-items.ts';
import { sentences } from '../../src/model/sentences.ts';
import { toolAnswer } from '../../src/model/status-tool.ts';
import { english } from './english.ts';
import { certificate, unreadable } from './fixtures.ts';

describe('days', () => {
  it('are counted', () => {
    expect(daysText(1, english)).toBe('1 day');
    expect(daysText(-3, english)).toBe('3 days');
  });
});

describe('the choice between certificates of the same name', () => {
  it('shows expiry and fingerprint', () => {
    const items = pickItems([certificate('old', 45, 'due'), unreadable('b')], 'en', english);
    expect(items.map(({ name }) => name)).toEqual(['b', 'old']);
    expect(items[1]?.detail).toBe(
      'until 2027-01-06 (Wed) · 45 days left · 0123 4567 · Due for renewal',
    );
  });
});

describe('sentences', () => {
  it('have a space between them in English only', () => {
    expect(sentences('en', 'A.', '', 'B.')).toBe('A. B.');
    expect(sentences('ja', 'あ。', '', 'い。')).toBe('あ。い。');
  });
});

describe('the answer to a language model', () => {
  const both = [certificate('clinic-a', 45, 'due'), unreadable('b')];
  it('has no path, no subject, no name, nothing secret', () => {
    const answer = toolAnswer(both, { names: false });
    expect(Object.keys(JSON.parse(answer).certificates[0])).toEqual([
      'state',
      'lastFailure',
      'commonName',
      'notBefore',
      'notAfter',
      'daysLeft',
      'fingerprintSha256',
    ]);
    expect(answer).not.toMatch(/clinic/i);
  });
  it('has names where a person has said so', () => {
    const { certificates } = JSON.parse(toolAnswer(both, { names: true }));
    expect(certificates).toMatchObject([{ name: 'clinic-a' }, { name: 'b' }]);
  });
});

describe('what git must not commit', () => {
  it('is a .p12 by its name and a key by its content', () => {
    expect(secretByName('/a/b.P12')).toBe('secret');
    expect(secretByName('/a/b.pem')).toBe('look-inside');
    expect(secretByName('/a/b.txt')).toBe('none');
    for (const kind of ['', 'RSA ', 'EC ', 'ENCRYPTED ', 'OPENSSH ']) {
      expect(holdsPrivateKey(`x\n-----BEGIN ${kind}PRIVATE KEY-----\n`)).toBe(true);
    }
    expect(holdsPrivateKey('-----BEGIN CERTIFICATE-----\n-----BEGIN PUBLIC KEY-----')).toBe(false);
  });
  it('is ignored by exactly its own name', () => {
    expect(ignoreLine('certs/a[1] #.p12')).toBe(String.raw`/certs/a\[1\] #.p12`);
  });
});

describe('the doctor', () => {
  it('adds what only the editor knows', () => {
    const lines = editorReport(
      {
        version: '0.1.0',
        host: 'VS Code 1.139',
        node: '24',
        trusted: false,
        proxySetting: true,
      },
      english,
    );
    expect(lines.join('\n')).toContain('--  Extension 0.1.0, VS Code 1.139, Node 24');
    expect(lines.join('\n')).toMatch(/trusted: no\n.*http\.proxy: yes$/);
  });
});
