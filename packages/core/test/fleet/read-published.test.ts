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
  ['nginx', 'current', 'behind'],
])('a consumer %s that is %s counts as %s', (kind, state, counted) => {
  expect(read({ ...entry, consumers: [{ kind, state }] })).toMatchObject({
    consumers: [{ kind, state: counted }],
  });
});
