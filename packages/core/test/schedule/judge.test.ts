import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/findings/findings.ts';
import { judgeRuns, judgeSchedule, type ScheduleSeen } from '../../src/schedule/judge.ts';
import { inDays, noon } from '../support/clinic.ts';

const command = ['/usr/bin/node', '/opt/main.js', 'renew', '--all', '--quiet', '--scheduled'];

const seen: ScheduleSeen = {
  kind: 'systemd',
  files: ['/a', '/b'],
  found: { command, environment: {}, user: null },
  expected: command,
  missing: [],
  passing: false,
  otherUser: null,
  activity: 'active',
  activation: ['systemctl …'],
  failure: null,
  installedAt: noon,
  lingerCommand: null,
};

const codes = (findings: readonly Finding[]): readonly string[] => findings.map(({ code }) => code);

describe('judgeSchedule', () => {
  test.each<[string, Partial<ScheduleSeen>, readonly string[]]>([
    ['as it should be', {}, ['schedule-installed']],
    ['the caller is another program', { expected: null }, ['schedule-installed']],
    ['there is none', { found: null }, ['schedule-none']],
    ['the program is gone', { missing: ['/opt/main.js'] }, ['schedule-program-moved']],
    [
      'another program than the one that asks',
      { expected: ['/usr/bin/node', '/new/main.js', 'renew', '--all', '--quiet'] },
      ['schedule-other-program'],
    ],
    [
      'installed by a version that did not mark its runs',
      { found: { command: command.slice(0, -1), environment: {}, user: null } },
      ['schedule-other-program'],
    ],
    ['a cache that is emptied', { passing: true }, ['schedule-program-passing']],
    ['somebody else’s', { otherUser: 'uid 0' }, ['schedule-other-user']],
    ['switched off', { activity: 'inactive', failure: '1' }, ['schedule-not-active']],
    ['cannot be asked', { activity: 'unknown' }, ['schedule-unknown']],
    ['failed', { failure: 'exit-code 1' }, ['schedule-failed']],
    [
      'only while logged in',
      { lingerCommand: 'loginctl enable-linger a' },
      ['schedule-installed', 'schedule-logged-in-only'],
    ],
    [
      'several things at once',
      { otherUser: 'x', missing: ['/p'], failure: '1' },
      ['schedule-other-user', 'schedule-program-moved', 'schedule-failed'],
    ],
  ])('%s', (_, change, expected) => {
    expect(codes(judgeSchedule({ ...seen, ...change }))).toEqual(expected);
  });
});

describe('judgeRuns', () => {
  const run = {
    at: noon,
    by: 'x',
    certificates: 3,
    renewed: 1,
    byHand: 0,
    failed: 0,
    failures: [],
  };
  const failures = [{ name: 'clinic-a', code: 'service-busy' }];

  test.each([
    ['yesterday', run, 1, ['run-fine']],
    ['a week ago to the moment', run, 7, ['run-fine']],
    ['more than a week ago', run, 7.001, ['run-old']],
    ['with a failure', { ...run, failed: 1, failures }, 1, ['run-failed']],
    ['long ago, with a failure', { ...run, failed: 1, failures }, 8, ['run-old', 'run-failed']],
    ['never, installed yesterday', null, 1, []],
    ['never, installed long ago', null, 8, ['run-never']],
  ] as const)('%s', (_, lastRun, days, expected) => {
    expect(codes(judgeRuns(lastRun, noon, inDays(days)))).toEqual(expected);
  });

  test('without a schedule nothing is expected', () => {
    expect(judgeRuns(null, null, inDays(100))).toEqual([]);
  });

  test('names the certificates that failed', () => {
    const [finding] = judgeRuns({ ...run, failed: 1, failures }, noon, noon);
    expect(finding?.facts).toMatchObject({ failures: ['clinic-a (service-busy)'] });
  });
});
