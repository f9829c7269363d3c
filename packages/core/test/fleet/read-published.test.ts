import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { readDocument } from '../../src/fleet/read-document.ts';
import { readPublished } from '../../src/fleet/read-published.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { standIn } from '../support/pairs.ts';

const now = new Date('2026-11-22T02:30:00Z');
const { facts } = standIn({
  notBefore: new Date('2025-12-01T00:00:00Z'),
  notAfter: new Date('2027-12-01T00:00:00Z'),
});
const entry = { name: 'a', service: 'production', state: 'valid', facts };

function read(changed: object, at = now) {
  const said = { schemaVersion: 1, command: 'status', at, certificates: [changed] };
  const bytes = Buffer.from(JSON.stringify(said));
  const document = readDocument(bytes, { source: 'osaka-1', now });
  return 'trouble' in document ? undefined : document.certificates[0];
}

test('a failure of a newer version is one, whatever its code', () => {
  const lastFailure = { at: now, since: now, step: 'step-of-0-2-0', code: '\u001bcode-of-0-2-0' };
  expect(read({ ...entry, lastFailure })).toMatchObject({
    lastFailure: { step: null, code: '\ufffdcode-of-0-2-0' },
  });
});

test.each([
  ['pem', 'current', 'current'],
  ['pem', 'state-of-0-2-0', 'behind'],
  ['nginx', 'state-of-0-2-0', 'behind'],
  ['nginx', 'current', 'current'],
])('a consumer %s that is %s counts as %s', (kind, state, counted) => {
  expect(read({ ...entry, consumers: [{ kind, state }] })).toMatchObject({
    consumers: [{ kind, state: counted }],
  });
});

test.each([
  ['valid', 4, {}, 'urgent'],
  ['valid', 60, {}, 'due'],
  ['valid', 60, { renewWithin: '30d', urgentWithin: '10d' }, 'valid'],
  ['valid', 100, { renewWithin: '120d', urgentWithin: '30d' }, 'due'],
  ['due', 100, {}, 'due'],
  ['superseded', 4, {}, 'superseded'],
  ['valid', -1, {}, 'expired'],
])('told %s, with %i days left and %o: it is %s now', (state, days, within, today) => {
  const notAfter = new Date(now.getTime() + days * 86_400_000);
  const named = { ...facts, commonName: 'client001', notAfter };
  const published = new Date(now.getTime() - 8 * 86_400_000);
  expect(read({ ...entry, ...within, state, facts: named }, published)?.state).toBe(today);
});

const support = { name: '神戸クリニック', phone: '078-000-0000' };
const whole = { schemaVersion: 1, command: 'status', at: now, support, certificates: [entry] };

test.each([
  ['an empty file', '', 'damaged', null],
  ['half a file', JSON.stringify(whole).slice(0, -40), 'damaged', support],
  ['half a name', JSON.stringify(whole).slice(0, 80), 'damaged', null],
  ['garbage', '<html>', 'damaged', null],
  ['another program’s', '{"name":"x"}', 'not-ours', null],
  ['a list', '[]', 'not-ours', null],
  ['a newer version’s', JSON.stringify({ ...whole, schemaVersion: 2 }), 'newer-version', support],
  ['tomorrow’s', JSON.stringify({ ...whole, at: '2999-01-01T00:00:00Z' }), 'clock-ahead', support],
  [
    'one with a foreign entry',
    JSON.stringify({ ...whole, certificates: [1] }),
    'not-ours',
    support,
  ],
])(
  '%s tells why it cannot be read, and whom to call where that can be',
  (_, text, trouble, whom) => {
    expect(readDocument(Buffer.from(text), { source: 'kobe-1', now })).toEqual({
      trouble,
      support: whom,
    });
  },
);

test('what began while the clock was ahead began no later than it was published', () => {
  const since = '2031-01-01T00:00:00Z';
  const lastFailure = { at: since, since, step: 'request', code: 'service-busy' };
  expect(read({ ...entry, lastFailure })).toMatchObject({ lastFailure: { since: now } });
  const stopped = { at: since, since, code: 'config-invalid' };
  const bytes = Buffer.from(JSON.stringify({ ...whole, stopped }));
  expect(readDocument(bytes, { source: 'kobe-1', now })).toMatchObject({ stopped: { since: now } });
});

const fileOf = (host: string): string => `${host}-00000000.weborca-cert.json`;

/** A folder of files that are nowhere: a status, and blanks to the size that they are to have. */
function folderOf(sizes: Readonly<Record<string, number>>) {
  const effects = nodeEffects({ command: 'test' });
  const names = Object.keys(sizes);
  const readFile = (path: string, atMost = Infinity): Promise<Uint8Array> => {
    const size = sizes[basename(path)] ?? 0;
    const refused = Object.assign(new Error('too large'), { code: 'E2BIG' });
    if (size > atMost) return Promise.reject(refused);
    const text = Buffer.from(JSON.stringify(whole));
    return Promise.resolve(
      Buffer.concat([text, Buffer.alloc(size, ' ')], Math.max(size, text.length)),
    );
  };
  const files = { ...effects.files, list: () => Promise.resolve(names), readFile };
  return readPublished({ files, now: () => now }, 'there');
}

test('of files that are too much together the largest are left out, and told', async () => {
  const mega = 1024 * 1024;
  const sizes = { a: 60 * mega, b: 50 * mega, c: 40 * mega, d: 61 * mega, e: 2000, f: 30 * mega };
  const named = Object.fromEntries(Object.entries(sizes).map(([key, size]) => [fileOf(key), size]));
  const { sources, certificates } = await folderOf(named);
  expect(sources.map(({ host, trouble }) => [host, trouble])).toEqual([
    ...[['a', 'too-large'] as const, ['b', null] as const, ['c', null] as const],
    ...[['d', 'too-large'] as const, ['e', null] as const, ['f', null] as const],
  ]);
  expect(certificates.map(({ source }) => source)).toEqual(['b', 'c', 'e', 'f']);
});

test('what is taken away while the others are read is no trouble, unless all is', async () => {
  const effects = nodeEffects({ command: 'test' });
  const all = ['a', 'b', 'c'].map(fileOf);
  const without = (gone: readonly string[]) => {
    let looked = 0;
    const list = (): Promise<string[]> => {
      looked += 1;
      return Promise.resolve(looked === 1 ? all : all.filter((one) => !gone.includes(one)));
    };
    const readFile = (path: string): Promise<Uint8Array> =>
      gone.includes(basename(path)) && basename(path) !== all[0]
        ? Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' }))
        : Promise.resolve(Buffer.from(JSON.stringify(whole)));
    const files = { ...effects.files, list, readFile };
    return readPublished({ files, now: () => now }, 'there');
  };
  const { sources } = await without(all.slice(1, 2));
  expect(sources.map(({ host, trouble }) => [host, trouble])).toEqual([
    ['a', null],
    ['c', null],
  ]);
  // The first was read before the NAS went.
  await expect(without(all)).rejects.toMatchObject({
    code: 'destination-not-writable',
    details: { doing: 'read', reason: 'missing' },
  });
});

test('more machines than can be shown are refused, not left out', async () => {
  const names = Array.from({ length: 50_001 }, (_, n) => `m${n}-00000000.weborca-cert.json`);
  const sizes = Object.fromEntries(names.map((name) => [name, 0]));
  await expect(folderOf(sizes)).rejects.toMatchObject({
    code: 'destination-not-writable',
    details: { doing: 'read', reason: 'too-many-published' },
  });
});

test('a run that came to no certificate is told since when', () => {
  const since = '2026-11-20T00:00:00Z';
  const stopped = { at: now, since, code: 'config-\u061cinvalid' };
  const bytes = Buffer.from(JSON.stringify({ ...whole, stopped }));
  expect(readDocument(bytes, { source: 'kobe-1', now })).toMatchObject({
    stopped: { at: now, since: new Date(since), code: 'config-\ufffdinvalid' },
  });
  for (const nothing of [null, {}, { at: now }, { at: 'x', code: 'y' }, 'internal']) {
    const other = Buffer.from(JSON.stringify({ ...whole, stopped: nothing }));
    expect(readDocument(other, { source: 'kobe-1', now })).toMatchObject({ stopped: null });
  }
});

test('two that are called alike are told apart, and a hundred thousand are no work', () => {
  const one = { state: 'unreadable', service: 'production' };
  const namesOf = (names: readonly string[]): readonly string[] => {
    const certificates = names.map((name) => ({ ...one, name }));
    const text = JSON.stringify({ schemaVersion: 1, command: 'status', at: now, certificates });
    const found = readDocument(Buffer.from(text), { source: 'kobe-1', now });
    return 'trouble' in found ? [found.trouble] : found.certificates.map(({ name }) => name);
  };
  expect(namesOf(['a', 'a', 'a-2', 'a'])).toEqual(['a', 'a-2', 'a-2-2', 'a-3']);
  expect(new Set(namesOf(Array.from({ length: 100_000 }, () => 'a'))).size).toBe(100_000);
});
