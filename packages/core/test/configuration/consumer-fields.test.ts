import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { docsFile } from '../../scripts/config-schema-text.ts';
import { readConfiguration } from '../../src/configuration/read.ts';
import { readPlainly } from '../../src/configuration/read-plainly.ts';
import { bindConsumer } from '../../src/consumers/bind.ts';
import { kinds } from '../../src/consumers/kinds.ts';
import { isWeborcaError } from '../../src/errors.ts';
import { describeError } from '../../src/messages/describe.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { anyEntry, fullEntries } from './support/consumers.ts';

// Thousands of cases, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const base = { configFile: '/c/config.json', homeDir: '/h', platform: 'linux' } as const;

function textWith(...entries: readonly unknown[]): string {
  return JSON.stringify({ certificates: { 'clinic-a': { consumers: entries } } }, null, 1);
}

function refusalOf(entry: unknown): unknown {
  try {
    readConfiguration(textWith({ kind: 'manual', label: 'x' }, entry), base);
    return null;
  } catch (error) {
    return isWeborcaError(error) ? { code: error.code, ...error.details } : error;
  }
}

const consumerKinds = [...kinds.keys()];

describe('every kind', () => {
  test('has an entry here', () => {
    expect(Object.keys(fullEntries).toSorted()).toEqual(consumerKinds);
  });

  test.each(Object.entries(fullEntries))(
    '%s is read with all its fields, by the short road as well',
    (kind, fields) => {
      const entry = { kind, ...fields };
      const text = textWith(entry);
      const read = readConfiguration(text, base);
      expect(read.certificates.get('clinic-a')?.consumers).toEqual([entry]);
      expect(readPlainly(text, base)).toEqual(read);
      const declared = Object.keys(kinds.get(kind)?.schema.entries ?? {}).toSorted();
      expect(Object.keys(entry).toSorted()).toEqual(declared);
    },
  );
});

const at = 'certificates.clinic-a.consumers.1';

describe('a field that is wrong is found when the configuration is read', () => {
  test.each([
    [
      { kind: 'pkcs13', path: 'x' },
      { reason: 'shape', at: `${at}.kind`, expected: 'pkcs12' },
    ],
    [{ path: 'x' }, { reason: 'shape', at: `${at}.kind`, expected: consumerKinds.join(', ') }],
    ['client.p12', { reason: 'shape', at, expected: consumerKinds.join(', ') }],
    [{ kind: 'pkcs12' }, { reason: 'missing-key', at, kind: 'pkcs12', expected: 'path' }],
    [{ kind: 'pem' }, { reason: 'missing-key', at, kind: 'pem', expected: 'certificate, key' }],
    [
      { kind: 'pkcs12', path: 7 },
      { reason: 'shape', at: `${at}.path`, kind: 'pkcs12', expected: '"…"' },
    ],
    [
      { kind: 'pkcs12', path: 'x', pasword: 'keep' },
      { reason: 'unknown-key', at: `${at}.pasword`, kind: 'pkcs12', expected: 'password' },
    ],
    [
      { kind: 'receipt-viewer', path: 'x', toString: 1 },
      { reason: 'unknown-key', at: `${at}.toString`, expected: 'kind, path' },
    ],
    [
      { kind: 'kubernetes-secret', name: 'a', keys: { p13: 'x' } },
      { reason: 'unknown-key', at: `${at}.keys.p13`, expected: 'p12' },
    ],
    [
      { kind: 'kubernetes-secret', name: 'a', keys: [] },
      { reason: 'shape', at: `${at}.keys`, expected: '{ … }' },
    ],
    [
      { kind: 'command', run: ['a', 1] },
      { reason: 'shape', at: `${at}.run.1`, kind: 'command', expected: '"…"' },
    ],
    [{ kind: 'command', run: ['a'], timeout: '1h' }, { expected: '60s, 5m' }],
  ])('%j', (entry, expected) => {
    expect(refusalOf(entry)).toMatchObject({ code: 'config-invalid', ...expected });
  });

  test('with its line, and what to do, in both languages', () => {
    const text = `{ "certificates": { "a": { "consumers": [
      { "kind": "manual", "label": "x" },
      {
        "kind": "pkcs12",
        "path": "x",
        "formt": "same"
      }
    ] } } }`;
    const said = (language: 'ja' | 'en'): unknown => {
      try {
        return readConfiguration(text, base);
      } catch (error) {
        return isWeborcaError(error) ? describeError(error, language) : error;
      }
    };
    expect(said('ja')).toMatchObject({
      message:
        '設定ファイル /c/config.json の 6行目に、使えない項目 certificates.a.consumers.1.formt (pkcs12) があります。',
      hint: 'format のことではありませんか。',
    });
    expect(said('en')).toMatchObject({
      message:
        'The configuration has an unknown key certificates.a.consumers.1.formt (pkcs12) (/c/config.json, line 6).',
      hint: 'Did you mean format?',
    });
  });
});

test('the published JSON schema, the exact and the short road, and the kinds agree', () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(readFileSync(docsFile, 'utf8')));
  const effects = { ...nodeEffects({ command: 'test' }), platform: 'linux' } as const;
  let accepted = 0;
  fc.assert(
    fc.property(anyEntry, (entry) => {
      const text = textWith(entry);
      const value: unknown = JSON.parse(text);
      const refused = refusalOf(entry);
      expect({ refused, accepts: validate(value) }).toEqual({ refused, accepts: refused === null });
      // The short road gives up rather than accept what the exact one refuses.
      expect(readPlainly(text, base) !== null).toBe(refused === null);
      if (refused !== null) return;
      accepted += 1;
      const [read] = readConfiguration(text, base).certificates.get('clinic-a')?.consumers ?? [];
      if (read === undefined) throw new Error('no entry');
      const { consumer } = bindConsumer(read, { effects, configFile: '/c' });
      if (consumer.form !== 'problem') return;
      // What no schema tells: a form that the name of the file does not say.
      expect(read).toMatchObject({ kind: 'settings', path: expect.not.stringContaining('.') });
      expect(read).not.toHaveProperty('format');
      expect(consumer.field).toBe('format');
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(200);
});
