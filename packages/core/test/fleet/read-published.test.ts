import { expect, test } from 'vitest';
import { readDocument } from '../../src/fleet/read-published.ts';
import { standIn } from '../support/pairs.ts';

const now = new Date('2026-11-22T02:30:00Z');
const { facts } = standIn({
  notBefore: new Date('2025-12-01T00:00:00Z'),
  notAfter: new Date('2027-12-01T00:00:00Z'),
});
const entry = { name: 'a', service: 'production', state: 'valid', facts };

function read(changed: object, at = now) {
  const document = { schemaVersion: 1, command: 'status', at, certificates: [changed] };
  const bytes = Buffer.from(JSON.stringify(document));
  return readDocument(bytes, 'osaka-1', now)?.certificates[0];
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
