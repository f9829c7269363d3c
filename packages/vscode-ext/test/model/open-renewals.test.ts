import { setImmediate } from 'node:timers/promises';
import type { OpenRenewal, Pending } from '@weborca-cert/core';
import { describe, expect, it } from 'vitest';
import { toFinish, unknownOutcomes } from '../../src/model/open-renewals.ts';
import { renewalQuestion } from '../../src/model/renewal-question.ts';
import { requestsOut } from '../../src/model/requests-out.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { english } from './english.ts';
import { certificate, now } from './fixtures.ts';

type Ready = Extract<Snapshot, { kind: 'ready' }>;

const minute = 60_000;
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * minute);

function ready(step: Pending['step'], more: Partial<Ready> = {}): Ready {
  const pending = { step, since: ago(30) };
  const open: OpenRenewal = {
    name: 'a',
    by: null,
    askAgainAt: step === 'requested' ? ago(-30) : null,
  };
  const certificates = [{ ...certificate('a', 45, 'due'), pending }];
  return { kind: 'ready', certificates, renewing: [], open: [open], ...more };
}

function names(snapshot: Ready, tried: number | null): readonly string[] {
  const before = new Map(tried === null ? [] : [['a', { at: ago(tried) }]]);
  return toFinish(snapshot, before, now).map(({ name }) => name);
}

describe('an open renewal', () => {
  it('is finished by itself from issued on, at once and then every hour, unless somebody is at it', () => {
    for (const step of ['issued', 'downloaded', 'saved', 'verified'] as const) {
      expect(names(ready(step), null)).toEqual(['a']);
      expect(names(ready(step), 59)).toEqual([]);
      expect(names(ready(step), 60)).toEqual(['a']);
      expect(names(ready(step, { renewing: ['a'] }), null)).toEqual([]);
    }
    expect(names(ready('requested'), null)).toEqual([]);
  });

  it('of which nothing is known is told, with a way to ask again only when the hour is over', () => {
    const early = unknownOutcomes(ready('requested'), now);
    expect(early).toMatchObject([{ mayAsk: false, since: ago(30) }]);
    const later = unknownOutcomes(ready('requested'), ago(-30));
    expect(later).toMatchObject([{ mayAsk: true }]);
    expect(later[0]?.key).not.toBe(early[0]?.key);
    expect(unknownOutcomes(ready('issued'), now)).toEqual([]);
    expect(unknownOutcomes(ready('requested', { renewing: ['a'] }), now)).toEqual([]);
  });
});

function ask(snapshot: Ready, at = now): ReturnType<typeof renewalQuestion> {
  const [one] = snapshot.certificates;
  if (one === undefined) throw new Error('none');
  return renewalQuestion(
    { certificate: one, open: snapshot.open[0] ?? null, now: at },
    'en',
    english,
  );
}

function fresh(days: number, state: 'due' | 'valid' | 'expired'): Ready {
  return { ...ready('issued'), certificates: [certificate('a', days, state)], open: [] };
}

describe('the question before a renewal', () => {
  it('overrides nothing unless the answer says so', () => {
    expect(ask(fresh(45, 'due'))).toMatchObject({ kind: 'ask', overrides: false, yes: 'Renew' });
    expect(ask(fresh(400, 'valid'))).toMatchObject({ overrides: true, yes: 'Renew Anyway' });
    expect(ask(ready('requested'))).toMatchObject({
      overrides: true,
      yes: 'Request Again Anyway',
    });
    expect(ask(ready('requested'), ago(-31))).toMatchObject({
      overrides: false,
      yes: 'Request Again',
    });
  });

  it('is another one where it was issued, is under way, or is over', () => {
    expect(ask(ready('issued')).kind).toBe('finish');
    const working = { name: 'a', by: 'weborca-cert renew', askAgainAt: null };
    expect(ask(ready('requested', { open: [working] }))).toEqual({
      kind: 'under-way',
      text: 'a (client001) is already being renewed by weborca-cert renew.',
    });
    expect(ask(fresh(-1, 'expired')).kind).toBe('by-site');
  });
});

it('whoever closes the window waits while a request is out, and no longer', async () => {
  const out = requestsOut();
  await out.settled();
  const { see, end } = out.watch();
  see({ kind: 'started', name: 'a', step: 'decide' });
  await out.settled();
  see({ kind: 'started', name: 'a', step: 'request' });
  const waiting = Promise.race([out.settled(), setImmediate('still out')]);
  expect(await waiting).toBe('still out');
  const settled = out.settled();
  see({ kind: 'done', name: 'a', step: 'request', facts: {} });
  await settled;
  end();
});
