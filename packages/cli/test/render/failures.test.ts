import { WeborcaError } from '@weborca-cert/core';
import { expect, test } from 'vitest';
import { oncePerKind } from '../../src/failures.ts';

const waiting = (name: string) => ({
  name,
  error: new WeborcaError('pilot-waiting', { name, pilot: 'a', host: 'h' }),
});

// `renew --all --quiet` of a daily run said that one of two was waiting, and nothing of the other.
test('each kind of failure is told once, with the names of all that have it', () => {
  const locked = { name: 'd', error: new WeborcaError('internal', { reason: 'x' }) };
  const [b, c] = [waiting('b'), waiting('c')];
  expect(oncePerKind([b, locked, c, c])).toEqual([{ ...b, others: ['c'] }, locked]);
  expect(oncePerKind([])).toEqual([]);
});
