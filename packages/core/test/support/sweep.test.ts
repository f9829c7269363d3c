import { expect, test } from 'vitest';
import { sweepOf } from './sweep.ts';

const points = Array.from({ length: 70 }, (_, index) => index);

function taken(name: string, asked?: string): readonly number[] {
  return points.filter(sweepOf(name, 7, asked).takes);
}

test('a commit takes every so-manieth, always the same ones', () => {
  expect(taken('points', 'f42f254a')).toHaveLength(10);
  expect(taken('points', 'f42f254a')).toEqual(taken('points', 'f42f254a'));
  expect(taken('points')).toEqual(taken('points'));
});

test('successive commits come to all of them, and sweeps begin apart', () => {
  const commits = Array.from({ length: 60 }, (_, index) => `commit ${index}`);
  const begins = (name: string) => commits.map((commit) => taken(name, commit)[0]);
  expect(new Set(begins('points'))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
  expect(begins('others')).not.toEqual(begins('points'));
});

test('the long run takes all', () => {
  expect(taken('points', 'all')).toEqual(points);
});
