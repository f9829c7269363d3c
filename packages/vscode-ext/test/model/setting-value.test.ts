import { expect, it } from 'vitest';
import { ofItsKind } from '../../src/model/setting-value.ts';

it('a setting of another kind is as if nobody had set it', () => {
  expect(ofItsKind(false, true)).toBe(false);
  expect(ofItsKind('yes', true)).toBe(true);
  expect(ofItsKind(5, '')).toBe('');
  expect(ofItsKind({}, false)).toBe(false);
  expect(ofItsKind(undefined, 60)).toBe(60);
});
