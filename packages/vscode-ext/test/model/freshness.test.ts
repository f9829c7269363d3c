import type { OpenRenewal } from '@weborca-cert/core';
import { dayMs } from '@weborca-cert/core';
import { describe, expect, it } from 'vitest';
import { stillHolds, type Look } from '../../src/model/freshness.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { certificate, now } from './fixtures.ts';

const clinic = certificate('clinic-a', 45, 'due');
const ready: Snapshot = { kind: 'ready', certificates: [clinic], renewing: [], open: [] };
const look: Look = { store: 'a', consumers: 'b', at: now };
const after = (ms: number): Date => new Date(now.getTime() + ms);

describe('what was read of the certificates', () => {
  it('holds while no file has changed', () => {
    expect(stillHolds(ready, look, { ...look, at: now })).toBe(true);
  });

  it('is read anew where the store, the configuration or the file of a consumer has changed', () => {
    expect(stillHolds(ready, look, { ...look, store: 'c' })).toBe(false);
    expect(stillHolds(ready, look, { ...look, consumers: 'c' })).toBe(false);
  });

  it('is read anew when a day has gone by, at the hour, and after the clock was put back', () => {
    const early = { ...clinic, facts: clinic.facts && { ...clinic.facts, daysLeft: 46 } };
    expect(stillHolds({ ...ready, certificates: [early] }, look, look)).toBe(false);
    expect(stillHolds(ready, look, { ...look, at: after(dayMs / 24) })).toBe(false);
    expect(stillHolds(ready, look, { ...look, at: after(-1) })).toBe(false);
  });

  it('never holds while a renewal is open, nor where nothing could be read', () => {
    const open: OpenRenewal = { name: 'clinic-a', by: null, askAgainAt: null };
    expect(stillHolds({ ...ready, open: [open] }, look, look)).toBe(false);
    expect(stillHolds({ ...ready, renewing: ['clinic-a'] }, look, look)).toBe(false);
    expect(stillHolds({ kind: 'reading' }, look, look)).toBe(false);
    expect(stillHolds(ready, null, look)).toBe(false);
  });
});
