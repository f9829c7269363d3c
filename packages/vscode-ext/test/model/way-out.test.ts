import { describeError, errorCodes, WeborcaError } from '@weborca-cert/core';
import { expect, test } from 'vitest';
import { scheduleTextHere, wayOutHere, wayOutOf } from '../../src/model/way-out.ts';
import { tooltipMarkdown } from '../../src/model/tooltip.ts';
import { unreadNodes } from '../../src/model/tree-trouble.ts';
import { english } from './english.ts';

test('a command of the command line becomes a button, the rest stays', () => {
  expect(
    wayOutHere(
      'Wait a little. weborca-cert doctor looks into it. See ~/.config/weborca-cert/x.json.',
      english,
    ),
  ).toEqual({
    text: 'Wait a little. See ~/.config/weborca-cert/x.json.',
    buttons: [{ label: 'Run Doctor', command: 'weborcaCert.doctor' }],
  });
  expect(wayOutHere('少し待ってください。weborca-cert doctor で調べられます。', english)).toEqual({
    text: '少し待ってください。',
    buttons: [{ label: 'Run Doctor', command: 'weborcaCert.doctor' }],
  });
});

test('no way out of any error tells a person in the editor to type a command', () => {
  const details = {
    path: '/a',
    reason: 'x',
    name: 'clinic-a',
    commonName: 'client001',
    host: 'h',
    expected: 'e',
    service: 'production',
    site: 'https://s/',
    configPath: '/c',
    since: '2026-11-22T00:00:00Z',
    until: '2026-11-22T00:00:00Z',
    notAfter: '2026-11-22T00:00:00Z',
    notBefore: '2026-11-22T00:00:00Z',
    kind: 'pem',
    known: [],
    reasons: [],
    stored: [],
    problem: 'x',
    algorithm: 'a',
    limit: 'l',
    found: 'PEM',
    at: 'x',
    status: 500,
    pid: 1,
    command: 'c',
    tool: 't',
    pilot: 'p',
    during: 'lock',
    version: 'v',
  };
  for (const code of errorCodes) {
    const error = Object.assign(new WeborcaError('internal', { reason: 'x' }), { code, details });
    for (const language of ['en', 'ja'] as const) {
      const { hint } = describeError(error, language);
      const { text } = wayOutHere(hint, english);
      expect({ code, text }).toEqual({
        code,
        text: expect.not.stringMatching(/weborca-cert [a-z]+\b/),
      });
    }
  }
});

test('a configuration that cannot be read leads to its file, everywhere by the same buttons', () => {
  const explanation = {
    code: 'config-invalid',
    sentence: 'Line 3 cannot be read.',
    wayOut: 'Check the brackets. weborca-cert doctor looks into it.',
  };
  const commands = ['weborcaCert.openConfiguration', 'weborcaCert.doctor'];
  expect(wayOutOf(explanation, english).buttons.map(({ command }) => command)).toEqual(commands);
  expect(unreadNodes(explanation, english).map(({ does }) => does)).toEqual(commands);
  const other = { ...explanation, code: 'store-damaged', wayOut: 'Wait.' };
  expect(wayOutOf(other, english).buttons).toEqual([]);
  expect(unreadNodes(other, english).map(({ does }) => does)).toEqual(['weborcaCert.doctor']);
  const snapshot = { kind: 'failed', error: null, explanation } as const;
  expect(tooltipMarkdown({ snapshot, schedule: null, links: [] }, 'en', english)).toContain(
    '[Open Configuration](command:weborcaCert.openConfiguration)',
  );
});

test('what the command line tells of the schedule names what there is to click here', () => {
  expect(
    scheduleTextHere('weborca-cert schedule status shows whether it is running.', english),
  ).toBe('“Show Schedule” shows whether it is running.');
  expect(scheduleTextHere('Then: weborca-cert schedule install', english)).toBe(
    'Then: “Install Daily Schedule”',
  );
});
