import { describe, expect, test } from 'vitest';
import { hasCode } from '../../src/errors.ts';
import type { HistoryEntry } from '../../src/store/history.ts';
import type { JournalState } from '../../src/store/journal-state.ts';
import type { Pilots } from '../../src/renewal/session.ts';
import {
  pilotsFor,
  standingWith,
  type PilotFacts,
  type Standing,
} from '../../src/renewal/pilot.ts';

const api = 'https://auth.example.jp/api/cert';
const other = 'https://auth.demo.example.jp/api/cert';
const at = new Date('2026-11-22T02:30:00Z');
const nothing: PilotFacts = {
  name: 'clinic-a',
  history: [],
  journal: { step: 'none' },
  unverified: null,
  current: 'v2',
  consumersCurrent: true,
  api,
};

function entry(event: string, facts: HistoryEntry['facts'] = {}): HistoryEntry {
  return { at, event, facts };
}

function renewed(facts: HistoryEntry['facts'] = {}): HistoryEntry {
  const consumers = [{ kind: 'pem', path: '/etc/x', state: 'current' }];
  return entry('renewed', { from: 'v1', to: 'v2', verdict: 'accepted', api, consumers, ...facts });
}

const failing = { consumers: [{ kind: 'command', path: 'x', state: 'failed' }] };
const requested: JournalState = {
  step: 'requested',
  unknownSince: at,
  request: { at, askingVersion: 'v1', askingFingerprint: '', api: new URL(api), answer: null },
};

describe('how an API stands with one certificate', () => {
  test.each<[string, Partial<PilotFacts>, Standing['kind']]>([
    ['nothing happened', {}, 'none'],
    ['accepted, and everybody has it', { history: [renewed()] }, 'proven'],
    ['an entry of 0.1.0, without the API', { history: [renewed({ api: undefined })] }, 'proven'],
    ['of another API', { history: [renewed({ api: other })] }, 'none'],
    ['of 0.1.0, of another API', { history: [renewed({ api: undefined })], api: other }, 'none'],
    [
      'a consumer failed then, and today',
      { history: [renewed(failing)], consumersCurrent: false },
      'ahead',
    ],
    ['a consumer failed then, not today', { history: [renewed(failing)] }, 'proven'],
    [
      'a consumer fails today, not then',
      { history: [renewed()], consumersCurrent: false },
      'proven',
    ],
    [
      'nobody could be asked',
      { history: [renewed({ verdict: 'inconclusive' })], unverified: 'v2' },
      'ahead',
    ],
    ['accepted later', { history: [renewed({ verdict: 'inconclusive' })] }, 'proven'],
    ['refused later', { history: [renewed({ verdict: 'inconclusive' })], current: 'v1' }, 'ahead'],
    ['nobody is to be asked', { history: [renewed({ verdict: 'not-asked' })] }, 'proven'],
    ['a request is out', { journal: requested }, 'ahead'],
    ['a request to another API is out', { journal: requested, api: other }, 'ahead'],
    ['what it gave was unfit', { history: [entry('unfit')] }, 'ahead'],
    ['what it gave was given up', { history: [entry('abandoned')] }, 'ahead'],
    ['settled by hand since', { history: [entry('unfit'), entry('received')] }, 'none'],
  ])('%s: %s %s', (_what, facts, kind) => {
    expect(standingWith(api, { ...nothing, ...facts }).kind).toBe(kind);
  });
});

const stuck = (name: string): Standing => ({ kind: 'ahead', name });

function mayGo(pilots: Pilots, url: URL, name: string): boolean {
  try {
    pilots.requireTurn(url, name);
    return true;
  } catch (error) {
    if (hasCode(error, 'pilot-waiting') && error.details.name === name) return false;
    throw error;
  }
}

describe('a run over five', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const url = new URL(api);

  /** Works as a run does, and tells who asked before it was settled, who after, who waited. */
  async function run(
    first: Standing,
    after: (name: string) => Standing,
  ): Promise<{ readonly alone: string[]; readonly together: string[]; readonly waited: string[] }> {
    const told = {
      alone: new Array<string>(),
      together: new Array<string>(),
      waited: new Array<string>(),
    };
    const look = async (_api: string, name: string | null): Promise<Standing> =>
      name === null ? first : after(name);
    const pilots = await pilotsFor(new Map([[api, new Set(names)]]), look);
    const order = [...pilots.ahead, ...names.filter((name) => !pilots.ahead.has(name))];
    for (const name of order) {
      const asked = pilots.isSettled() ? told.together : told.alone;
      (mayGo(pilots, url, name) ? asked : told.waited).push(name);
      await pilots.ended(name);
    }
    return told;
  }

  const proven: Standing = { kind: 'proven' };
  const none: Standing = { kind: 'none' };

  test.each<[string, Standing, (name: string) => Standing, readonly [string, string, string]]>([
    ['proven before: all go together', proven, () => proven, ['', 'abcde', '']],
    ['proven by the first: the others follow together', none, () => proven, ['a', 'bcde', '']],
    ['not proven by the first: the others wait', none, stuck, ['a', '', 'bcde']],
    ['one that got nothing: the next goes alone', none, () => none, ['abcde', '', '']],
    ['one of an earlier run comes first, in vain', stuck('c'), stuck, ['c', '', 'abde']],
    ['one of an earlier run comes first', stuck('c'), () => proven, ['c', 'abde', '']],
    ['one that is not in this run', stuck('z'), () => none, ['', '', 'abcde']],
  ])('%s', async (_what, first, after, [alone, together, waited]) => {
    const told = await run(first, after);
    const letters = [told.alone, told.together, told.waited].map((some) => some.join(''));
    expect(letters).toEqual([alone, together, waited]);
  });
});
