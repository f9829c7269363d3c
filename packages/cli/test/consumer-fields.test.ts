import { hasCode } from '@weborca-cert/core';
import { expect, test } from 'vitest';
import { readConsumerFields } from '../src/consumer-fields.ts';

test('texts, switches, arrays and objects', () => {
  const words = ['path=~/a=b.p12', 'encryptKey=true', 'run=["a","b c"]', 'label=', 'code=007'];
  expect(readConsumerFields(words)).toEqual({
    path: '~/a=b.p12',
    encryptKey: true,
    run: ['a', 'b c'],
    label: '',
    code: '007',
  });
});

test('fields of a field', () => {
  const words = ['path=a', 'p12=b', 'keys.path=p.q[0]', 'keys.password=["x","y"]'];
  expect(readConsumerFields(words)).toEqual({
    path: 'a',
    p12: 'b',
    keys: { path: 'p.q[0]', password: ['x', 'y'] },
  });
});

test.each([
  [['keys.=x'], 'value-not-field'],
  [['keys.a.b=x'], 'value-not-field'],
  [['keys.__proto__=x'], 'value-not-field'],
  [['keys={}', 'keys.a=x'], 'option-repeated'],
  [['keys.a=x', 'keys={}'], 'option-repeated'],
  [['keys.a=x', 'keys.a=y'], 'option-repeated'],
  [['path'], 'value-not-field'],
  [['=x'], 'value-not-field'],
  [['__proto__=x'], 'value-not-field'],
  [['kind=pem'], 'option-repeated'],
  [['path=a', 'path=b'], 'option-repeated'],
  [['run=["a"'], 'value-not-json'],
])('%j is refused: %s', (words, problem) => {
  let told = 'nothing';
  try {
    readConsumerFields(words);
  } catch (error) {
    told = hasCode(error, 'usage-invalid') ? error.details.problem : 'another error';
  }
  expect(told).toBe(problem);
});
