import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createArmoury } from '../../src/faults/armoury.ts';
import { faultNames, faults } from '../../src/faults/catalogue.ts';

describe('armoury', () => {
  test('strikes in the order of arming, each as often as it was armed, each kind by itself', () => {
    const armoury = createArmoury();
    armoury.arm('post-500', 2);
    armoury.arm('expired');
    armoury.arm('post-404');
    expect(armoury.armed()).toEqual([
      { name: 'post-500', count: 2 },
      { name: 'expired', count: 1 },
      { name: 'post-404', count: 1 },
    ]);
    expect(armoury.strike('get')).toBeNull();
    expect([1, 2, 3, 4].map(() => armoury.strike('post'))).toEqual([
      'post-500',
      'post-500',
      'post-404',
      null,
    ]);
    expect(armoury.armed()).toEqual([{ name: 'expired', count: 1 }]);
    expect(armoury.strike('issue')).toBe('expired');
    expect(armoury.strike('issue')).toBeNull();
  });

  test('takes back one fault, or all', () => {
    const armoury = createArmoury();
    armoury.arm('post-500', Number.POSITIVE_INFINITY);
    armoury.arm('get-500');
    armoury.arm('get-404');
    expect(armoury.strike('post')).toBe('post-500');
    armoury.disarm('post-500');
    expect(armoury.strike('post')).toBeNull();
    armoury.disarm('get-500');
    expect(armoury.strike('get')).toBe('get-404');
    armoury.arm('empty');
    armoury.disarm();
    expect(armoury.armed()).toEqual([]);
  });

  test('every armed strike comes exactly once, on its own kind', () => {
    const arming = fc.record({
      name: fc.constantFrom(...faultNames),
      count: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(arming, { maxLength: 12 }), (armings) => {
        const armoury = createArmoury();
        for (const { name, count } of armings) armoury.arm(name, count);
        for (const on of ['post', 'get', 'issue', 'weborca'] as const) {
          const struck: (string | null)[] = [];
          for (let next = armoury.strike(on); next !== null; next = armoury.strike(on)) {
            struck.push(next);
          }
          const expected = armings
            .filter(({ name }) => faults.some((fault) => fault.name === name && fault.on === on))
            .flatMap(({ name, count }) => Array.from({ length: count }, () => name));
          expect(struck).toEqual(expected);
        }
        expect(armoury.armed()).toEqual([]);
      }),
    );
  });
});
