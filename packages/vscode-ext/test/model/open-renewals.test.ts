import { setImmediate } from 'node:timers/promises';
import type { OpenRenewal, Pending } from '@weborca-cert/core';
import { describe, expect, it } from 'vitest';
import {
  toFinish,
  toldByWindow,
  unknownOutcomes,
  unknownText,
  windowCommand,
} from '../../src/model/open-renewals.ts';
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

  it('of which nothing is known is told in one message, however many there are', () => {
    const [one] = unknownOutcomes(ready('requested'), now);
    if (one === undefined) throw new Error('none');
    const told = (count: number, mayAsk = false): string | null =>
      unknownText(
        Array.from({ length: count }, () => ({ ...one, mayAsk })),
        'en',
        english,
      );
    expect(told(0)).toBeNull();
    expect(told(1)).toMatch(/^There was .* for a \(client001\) of .* requested again from /);
    expect(told(30)).toMatch(/^There was .* for a \(client001\) and 29 more\..* again from /);
    expect(told(30, true)).toMatch(/requested again from the list\.$/);
  });

  it('at which a window works is told of by that window, and no second time', () => {
    const by = (command: string | null): Ready =>
      ready('requested', { renewing: ['a'], open: [{ name: 'a', by: command, askAgainAt: null }] });
    expect(toldByWindow(by(null))).toEqual(['a']);
    expect(toldByWindow(by(windowCommand))).toEqual(['a']);
    expect(toldByWindow(by('weborca-cert renew'))).toEqual([]);
    expect(toldByWindow(ready('requested'))).toEqual([]);
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
