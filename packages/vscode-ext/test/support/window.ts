// A window of an editor, for the tests of what outlives one: has a renewal done by a process of its
// own, says each event in a line, and lives until it is killed.
import { workApart, type Job } from '@weborca-cert/core';

const [script = '', verb = '', roots = '', file = ''] = process.argv.slice(2);
const name = 'clinic-a';
const jobs: Readonly<Record<string, Job>> = {
  renew: { verb: 'renew', name, force: false },
  force: { verb: 'renew', name, force: true },
  finish: { verb: 'finish', name },
  receive: { verb: 'receive', name, file, password: null },
};
const job = jobs[verb];
if (job === undefined) throw new Error('no such job');
const ended = await workApart(job, {
  program: process.execPath,
  args: [script],
  surroundings: {
    command: 'VS Code',
    env: {},
    roots: roots === '' ? [] : [roots],
    projectFolders: [],
  },
  observe: (event) => {
    if ('step' in event) console.log(`${event.step} ${event.kind}`);
  },
  signal: new AbortController().signal,
});
const { outcome, error } = ended.result;
console.log(['ended', outcome, error?.code ?? ''].join(' '));
