// A window of an editor, for the tests of what outlives one: has a renewal done by a process of its
// own, says each event in a line, and lives until it is killed.
import { workApart } from '@weborca-cert/core';

const [script = '', verb = '', roots = ''] = process.argv.slice(2);
const ended = await workApart(
  { verb: verb === 'finish' ? verb : 'renew', name: 'clinic-a', force: verb === 'force' },
  {
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
  },
);
const { outcome, error } = ended.result;
console.log(['ended', outcome, error?.code ?? ''].join(' '));
