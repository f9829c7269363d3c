import type { Finding, LastRun } from '@weborca-cert/core';
import { describe, expect, it } from 'vitest';
import { scheduleTrouble } from '../../src/model/schedule-trouble.ts';
import { now } from './fixtures.ts';

const sentenceOf = ({ code }: Finding): string => `${code}\n  in words`;
const run: LastRun = {
  at: now,
  by: 'weborca-cert renew',
  certificates: 1,
  renewed: 0,
  byHand: 0,
  failed: 0,
  failures: [],
};
const installed: Finding = {
  area: 'schedule',
  level: 'ok',
  code: 'schedule-installed',
  facts: { kind: 'systemd', files: [] },
};
const none: Finding = { area: 'schedule', level: 'warning', code: 'schedule-none', facts: {} };
const proxy: Finding = {
  area: 'schedule',
  level: 'warning',
  code: 'schedule-proxy',
  facts: { variable: 'HTTPS_PROXY' },
};
const unknown: Finding = {
  area: 'schedule',
  level: 'note',
  code: 'schedule-unknown',
  facts: { kind: 'systemd' },
};
const old: Finding = {
  area: 'schedule',
  level: 'warning',
  code: 'run-old',
  facts: { at: now.toISOString() },
};
const moved: Finding = {
  area: 'schedule',
  level: 'problem',
  code: 'schedule-program-moved',
  facts: { program: '/gone/weborca-cert' },
};

describe('scheduleTrouble', () => {
  it('says nothing where there never was a schedule', () => {
    const status = { installed: false, lastRun: null, findings: [none, proxy] };
    expect(scheduleTrouble(status, sentenceOf)).toBeNull();
  });

  it('says nothing of what runs well, nor of what only the doctor minds', () => {
    const fine = { installed: true, lastRun: run, findings: [installed, unknown, proxy] };
    expect(scheduleTrouble(fine, sentenceOf)).toBeNull();
  });

  it('has the worst first, each in one line', () => {
    const status = { installed: true, lastRun: run, findings: [old, unknown, moved] };
    expect(scheduleTrouble(status, sentenceOf)).toEqual({
      installed: true,
      sentences: ['schedule-program-moved in words', 'run-old in words'],
    });
  });

  it('shows that runs have stopped coming, also those of somebody else’s scheduler', () => {
    const status = { installed: false, lastRun: run, findings: [none, old] };
    expect(scheduleTrouble(status, sentenceOf)).toEqual({
      installed: false,
      sentences: ['run-old in words'],
    });
  });
});
