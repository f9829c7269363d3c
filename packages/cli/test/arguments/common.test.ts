import { expect, test } from 'vitest';
import { splitCommon } from '../../src/arguments/common.ts';

test('common flags are taken out wherever they stand', () => {
  const args = ['--json', 'status', '--lang', 'ja', 'a', '--config=/c', '--verbose', '--quiet'];
  const { common, rest, missing } = splitCommon(args);
  expect(rest).toEqual(['status', 'a']);
  expect(missing).toBeNull();
  expect(common).toEqual({
    json: true,
    lang: 'ja',
    config: '/c',
    verbose: true,
    quiet: true,
    help: false,
    version: false,
  });
});

test('after -- nothing is a flag', () => {
  const { common, rest } = splitCommon(['add', '--', '--json']);
  expect(common.json).toBe(false);
  expect(rest).toEqual(['add', '--', '--json']);
});

test.each([[['--lang']], [['--config', '--json']]])('%j lacks a value', (args) => {
  expect(splitCommon(args).missing).toBe(args[0]);
});
