import type { Bilingual } from '@weborca-cert/core';
import type { ExitName } from '../exit-codes.ts';

/** In the order of the help page. */
export const commandNames = [
  'add',
  'list',
  'status',
  'check',
  'inspect',
  'renew',
  'receive',
  'verify',
  'backup',
  'restore',
  'versions',
  'rollback',
  'password',
  'path',
  'exec',
  'import',
  'deploy',
  'consumers add',
  'consumers remove',
  'consumers list',
  'consumers done',
  'consumers grant',
  'site',
  'doctor',
  'history',
  'report',
  'remove',
  'rename',
  'uninstall',
  'schedule install',
  'schedule status',
  'schedule remove',
  'metrics',
  'mcp',
  'simulate',
  'completion',
] as const;

export type CommandName = (typeof commandNames)[number];

/** What people need, in the order in which they need it: the first page of the help. */
export const firstCommands = [
  'add',
  'status',
  'renew',
  'receive',
  'backup',
  'import',
  'verify',
  'schedule',
  'doctor',
  'site',
] as const satisfies readonly (CommandName | 'schedule')[];

/** What is said of a command, in both languages. */
export interface CommandHelp {
  /** One line, no full stop: it stands in the list of all commands too. */
  readonly summary: Bilingual;
  /** More lines, where the summary is not enough. */
  readonly about?: Bilingual<readonly string[]>;
  /** One line for each of the command's own arguments and flags, by placeholder or `--flag`. */
  readonly takes: Readonly<Record<string, Bilingual>>;
  /** Besides those of every command (`exitsWith`). */
  readonly moreExits?: readonly ExitName[];
  readonly examples: readonly { readonly line: string | Bilingual; readonly says: Bilingual }[];
}

/** The help of some commands, which belong together. */
export type CommandHelps = Readonly<Partial<Record<CommandName, CommandHelp>>>;

/** How the list of all commands is grouped. */
export type CommandGroup = 'daily' | 'keep' | 'use' | 'look' | 'run';

export const commandGroups: readonly {
  readonly group: CommandGroup;
  readonly names: readonly CommandName[];
}[] = [
  {
    group: 'daily',
    names: ['add', 'status', 'list', 'check', 'renew', 'receive', 'verify', 'inspect'],
  },
  { group: 'keep', names: ['backup', 'restore', 'versions', 'rollback', 'remove', 'rename'] },
  {
    group: 'use',
    names: [
      'import',
      'deploy',
      'consumers add',
      'consumers remove',
      'consumers list',
      'consumers done',
      'consumers grant',
      'password',
      'path',
      'exec',
      'site',
    ],
  },
  {
    group: 'look',
    names: ['doctor', 'history', 'report', 'metrics', 'mcp'],
  },
  {
    group: 'run',
    names: [
      'schedule install',
      'schedule status',
      'schedule remove',
      'simulate',
      'completion',
      'uninstall',
    ],
  },
];
