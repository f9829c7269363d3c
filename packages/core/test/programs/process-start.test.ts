import { describe, expect, test } from 'vitest';
import { ownStart, startFromProc, startOf } from '../../src/programs/process-start.ts';
import { linuxOnly } from '../support/left-out.ts';

describe('when a process started', () => {
  test('is read from proc(5), whatever the program is called', () => {
    const stat = `42 (a) b (c) S ${Array.from({ length: 18 }, (_, index) => index).join(' ')} 123456 0 0`;
    expect(startFromProc(stat, 'cpu 1 2\nbtime 1700000000\n')).toEqual(
      new Date(1_700_000_000_000 + 1_234_560),
    );
    expect(startFromProc('', '')).toBeNull();
    expect(startFromProc(stat, 'cpu 1')).toBeNull();
  });

  test('of this process it lies before now, and stays the same', () => {
    const start = ownStart(process.platform);
    const age = Date.now() - start.getTime();
    expect(Math.abs(age - process.uptime() * 1000)).toBeLessThan(5000);
    expect(Math.abs(ownStart('win32').getTime() - start.getTime())).toBeLessThan(5000);
  });

  test.skipIf(process.platform !== 'linux')(
    `of others it is known, unless they do not exist${linuxOnly}`,
    () => {
      expect(startOf(process.pid)).toEqual(ownStart('linux'));
      expect(startOf(2 ** 31)).toBeNull();
    },
  );
});
