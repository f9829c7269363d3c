import type { HistoryEntry } from '@weborca-cert/core';
import { expect, test } from 'vitest';
import { speechOf } from '../../src/language.ts';
import type { Output } from '../../src/output.ts';
import type { Paint } from '../../src/render/paint.ts';
import { renderHistory } from '../../src/render/history.ts';
import { createVoice } from '../../src/voice.ts';
import type { Session } from '../../src/session.ts';

const plain: Paint = (_tone, text) => text;
const flags = { json: false, quiet: false, verbose: false };

function fail(): never {
  throw new Error('not asked for');
}

const out: Output = {
  ...{ ...flags, isLive: false, width: null },
  ...{ paint: plain, paintError: plain, answer: fail, document: fail, tell: fail },
  ...{ busy: fail, pause: fail },
};
const session: Session = {
  ...speechOf(createVoice('en')),
  command: 'history',
  common: { config: null, lang: 'en', help: false, version: false, ...flags },
  ...{ out, ask: null, signal: new AbortController().signal, passSignals: () => undefined },
};

let second = 0;
const entry = (event: string, facts: HistoryEntry['facts'] = {}): HistoryEntry => ({
  ...{ at: new Date(Date.UTC(2026, 10, 22, 2, 30, (second += 1))), event, facts },
});
const reload = (state: string) => ({ consumers: [{ kind: 'command', state }] });
const failed = {
  reload: entry('failed', {
    ...{ step: 'deploy', code: 'consumer-failed' },
    details: { consumer: 'command', path: '/usr/sbin/nginx', reason: 'exit-code', exitCode: 1 },
  }),
  expired: entry('failed', {
    ...{ step: 'decide', code: 'certificate-expired' },
    details: { commonName: 'client001', name: 'clinic-a', notAfter: '2026-11-21T14:59:59.000Z' },
  }),
};
const deploy = 'weborca-cert deploy';

test.each([
  ['open', [failed.reload], deploy],
  ['open after a part', [failed.reload, entry('deployed', reload('failed'))], deploy],
  ['open after the switch', [failed.reload, entry('renewed')], deploy],
  ['over', [failed.reload, entry('deployed', reload('current'))], null],
  ['open without a successor', [failed.expired, entry('backed-up')], 'weborca-cert receive'],
  ['over with one', [failed.expired, entry('received')], null],
])('a way out is given while a failure is %s', (_, entries, wayOut) => {
  const [, ...told] = renderHistory([{ name: 'clinic-a', entries }], session).split('\n\n');
  expect(told.map((way) => wayOut !== null && way.includes(wayOut))).toEqual(
    wayOut === null ? [] : [true],
  );
});
