import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { claimDay } from '../../src/host/once-a-day.ts';

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-day-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return path.join(folder, 'not there yet');
}

describe('claimDay', () => {
  const morning = new Date(2026, 10, 22, 0, 0, 1);
  const night = new Date(2026, 10, 22, 23, 59, 59);

  it('lets one of many windows have the day', async () => {
    const folder = emptyFolder();
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => claimDay(folder, 'schedule-told', morning)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claimDay(folder, 'schedule-told', night)).toBe(false);
  });

  it('begins anew the next day, and keeps one small file', async () => {
    const folder = emptyFolder();
    expect(await claimDay(folder, 'schedule-told', night)).toBe(true);
    expect(await claimDay(folder, 'other', night)).toBe(true);
    expect(await claimDay(folder, 'schedule-told', new Date(2026, 10, 23))).toBe(true);
    expect(readdirSync(folder)).toEqual(['other-2026-11-22', 'schedule-told-2026-11-23']);
  });

  it('says when it cannot be written down, so that nothing is called out again and again', async () => {
    const file = path.join(import.meta.dirname, 'once-a-day.test.ts');
    await expect(claimDay(file, 'schedule-told', night)).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});
