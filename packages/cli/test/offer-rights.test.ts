import { expect, test } from 'vitest';
import { closed, programFiles } from '../../core/test/rights/support/program-files.ts';
import { offerRights } from '../src/dialogues/rights.ts';
import { speechOf } from '../src/language.ts';
import { createVoice } from '../src/voice.ts';
import type { Output } from '../src/output.ts';
import type { Ask } from '../src/prompt.ts';
import type { Paint } from '../src/render/paint.ts';
import type { Session } from '../src/session.ts';

const plain: Paint = (_tone, text) => text;

function fail(): never {
  throw new Error('not asked for');
}

/** What somebody is told, and asked, who has just added a program below Program Files. */
async function offered(answer: 'yes' | 'no' | null, uac = 0) {
  const there = await programFiles('onshi');
  there.answer = uac;
  const questions: string[] = [];
  let told = '';
  const flags = { json: false, quiet: false, verbose: false };
  const out: Output = {
    ...{ ...flags, isLive: false, width: null },
    ...{ paint: plain, paintError: plain, answer: fail, document: fail, busy: fail, pause: fail },
    tell: (text) => {
      told += `${text}\n`;
    },
  };
  const ask: Ask = {
    line: fail,
    secret: fail,
    decide: fail,
    confirm: async (question) => {
      questions.push(question);
      return answer === 'yes';
    },
  };
  const session: Session = {
    ...speechOf(createVoice('en')),
    command: 'consumers add',
    common: { config: null, lang: 'en', help: false, version: false, ...flags },
    out,
    ask: answer === null ? null : ask,
    signal: new AbortController().signal,
    passSignals: () => undefined,
  };
  await offerRights(closed(there, { granted: false }), 'clinic-a', session);
  return { told, questions, elevated: there.elevated };
}

test('a yes asks the system once, after it was said for which files and which service', async () => {
  const { told, questions, elevated } = await offered('yes');
  expect(questions).toHaveLength(1);
  expect(elevated).toHaveLength(1);
  expect(told).toMatch(/write .*client\.crt\s+- write .*client\.pem\s+- stop and start .*push-/);
  expect(told).toContain('Granted.');
});

test.each([
  ['a no', 'no', 0, 0],
  ['nobody to ask', null, 0, 0],
  ['a no to the question of the system', 'yes', 4, 1],
] as const)(
  '%s: how to be granted them later, and how to do without',
  async (_, answer, uac, times) => {
    const { told, elevated } = await offered(answer, uac);
    expect(elevated).toHaveLength(times);
    expect(told).toContain('weborca-cert consumers grant clinic-a "');
    expect(told).toContain('weborca-cert deploy clinic-a --elevate');
    expect(told).not.toContain('Granted.');
  },
);
