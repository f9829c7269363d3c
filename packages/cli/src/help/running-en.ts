import type { CommandHelp, CommandName } from './types.ts';

export const runningEn = {
  doctor: {
    summary: 'look for everything that would go wrong, in one report',
    about: ['The report can be pasted into a mail to the support desk. It holds no secrets.'],
    takes: { N: 'names of certificates; otherwise all' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert doctor > report.txt', says: 'a report for the support desk' }],
  },
  history: {
    summary: 'show what was done, and when',
    takes: { N: 'names of certificates; otherwise all' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert history clinic-a', says: 'the records of one certificate' }],
  },
  report: {
    summary: 'print the ledger of all certificates',
    takes: {
      '--csv': 'for a spreadsheet',
      '--ics': 'for a calendar (expiry, and when renewal is due)',
      '--html': 'one sheet of paper for the file (no passwords)',
      '--to FILE': 'write a file instead of standard output',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert report', says: 'a table on the screen' },
      { line: 'weborca-cert report --ics --to weborca.ics', says: 'for your calendar' },
    ],
  },
  uninstall: {
    summary: 'list schedule, configuration and store, ask, and remove them',
    about: ["Backups, and files in consumers' places, are never removed."],
    takes: { '--yes': 'do not ask' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert uninstall', says: 'shows first what will be gone' }],
  },
  'schedule install': {
    summary: 'run every day by itself',
    about: ['A systemd user timer on Linux, a launchd agent on macOS, a task on Windows.'],
    takes: {},
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert schedule install', says: 'weborca-cert renew, once a day' }],
  },
  'schedule status': {
    summary: 'see whether the schedule is what it should be, and has run',
    takes: {},
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert schedule status', says: 'exit code 1 if something is wrong' }],
  },
  'schedule remove': {
    summary: 'stop running by itself',
    takes: {},
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert schedule remove', says: 'removes the schedule' }],
  },
  metrics: {
    summary: 'print values in the format of Prometheus',
    takes: { '--textfile F': 'write a file for node_exporter instead' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert metrics --textfile /var/lib/node_exporter/weborca.prom',
        says: 'for the textfile collector',
      },
    ],
  },
  mcp: {
    summary: 'run a read-only MCP server on standard input and output',
    about: ['Model Context Protocol: it can tell the status, and do nothing.'],
    takes: {},
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert mcp', says: 'for the settings of an MCP client' }],
  },
  simulate: {
    summary: 'run a renewal service for rehearsals, on this machine only',
    about: ['Prints one line of JSON as soon as it listens, then runs until it is stopped.'],
    takes: {
      '--dir D': 'where certificates and the rest go; otherwise a temporary folder',
      '--port N': 'the port; 0 takes a free one',
      '--days-left N': 'days left of the first certificates',
      '--clients N': 'how many client certificates to begin with',
      '--keys fresh|pool': 'a new key each time, or keys from a pool (for load tests)',
      '--p12 modern|old': 'the algorithms of the .p12 files',
      '--fault NAME[:COUNT]': 'a fault, COUNT times (repeatable)',
      '--list-faults': 'print the names of all faults, one a line, and stop',
      '--request-log FILE': 'write down every request, one line each',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert simulate --days-left 45', says: 'rehearse with 45 days left' },
      { line: 'weborca-cert simulate --fault get-404:2', says: 'rehearse two failing downloads' },
    ],
  },
  completion: {
    summary: 'print a completion script for a shell',
    takes: { SHELL: 'bash, zsh, fish or powershell' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'source <(weborca-cert completion bash)', says: 'for this bash' }],
  },
} as const satisfies Partial<Record<CommandName, CommandHelp>>;
