import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromPlain, toPlain } from '../../src/apart/plain.ts';
import { isWeborcaError, WeborcaError } from '../../src/errors.ts';
import { Secret } from '../../src/secret.ts';

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value;

test('what porcelain returns comes back as it was, dates included', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(fromPlain(toPlain(value))).toEqual(value);
    }),
  );
});

test('an error of ours comes back with code, details and causes, and retries as before', () => {
  const cause = Object.assign(new Error('password=geheim'), { code: 'ECONNRESET' });
  const inner = new WeborcaError('service-unreachable', { host: 'a', reason: 'closed' }, { cause });
  const error = new WeborcaError('outcome-unknown', { since: 's', until: 'u' }, { cause: inner });
  const text = toPlain({ results: [{ error }] });
  expect(text).not.toContain('geheim');
  const back = fromPlain(text);
  expect(back).toMatchObject({
    results: [
      { error: { code: 'outcome-unknown', details: { since: 's', until: 'u' }, retry: 'later' } },
    ],
  });
  const first: unknown = Reflect.get(Object(back), 'results')[0].error;
  expect(isWeborcaError(first) && isWeborcaError(first.cause)).toBe(true);
  expect(isWeborcaError(first) && first.cause).toMatchObject({
    cause: { name: 'Error', message: '' },
  });
});

test('a secret that came in by mistake stays one', () => {
  expect(toPlain({ password: new Secret('geheim') })).not.toContain('geheim');
});
