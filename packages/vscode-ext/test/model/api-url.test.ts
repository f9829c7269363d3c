import { expect, it } from 'vitest';
import { judgeApiUrl } from '../../src/model/api-url.ts';
import { english } from './english.ts';

it.each(['https://renewal.example/api/cert', '  https://renewal.example/api/cert '])(
  'judgeApiUrl takes %j',
  (text) => {
    expect(judgeApiUrl(text, english).url?.href).toBe('https://renewal.example/api/cert');
  },
);

it.each([
  ['renewal.example/api', 'https://'],
  ['http://renewal.example/api', 'https://'],
  ['https://user:word@renewal.example/', 'user name'],
])('judgeApiUrl refuses %s', (text, problem) => {
  expect(judgeApiUrl(text, english)).toMatchObject({
    url: null,
    problem: expect.stringContaining(problem),
  });
});
