import { expect, it } from 'vitest';
import { about } from '../../src/model/sentences.ts';

it('a failure says whose it is, once', () => {
  const of = { name: '青葉台内科', shown: '青葉台内科 (client001)' };
  expect(about('接続できません。', of)).toBe('青葉台内科 (client001): 接続できません。');
  expect(about('青葉台内科 は更新中です。', of)).toBe('青葉台内科 は更新中です。');
  expect(about('接続できません。', undefined)).toBe('接続できません。');
});
