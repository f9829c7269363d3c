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
  'import',
  'deploy',
  'consumers add',
  'consumers remove',
  'consumers list',
  'consumers done',
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

export interface CommandHelp {
  /** One line, no full stop: it stands in the list of all commands too. */
  readonly summary: string;
  /** More lines, where the summary is not enough. */
  readonly about?: readonly string[];
  /** One line for each of the command's own arguments and flags, by placeholder or `--flag`. */
  readonly takes: Readonly<Record<string, string>>;
  readonly exits: readonly ExitName[];
  readonly examples: readonly { readonly line: string; readonly says: string }[];
}

/** Everything the help pages say in one language. */
export interface HelpTexts {
  readonly tagline: string;
  readonly headings: {
    readonly summary: string;
    readonly usage: string;
    readonly commands: string;
    readonly arguments: string;
    readonly options: string;
    readonly kinds: string;
    readonly commonOptions: string;
    readonly passwords: string;
    readonly exitCodes: string;
    readonly examples: string;
  };
  readonly groups: Readonly<Record<CommandGroup, string>>;
  readonly common: Readonly<
    Record<'--config FILE' | '--json' | '--lang ja|en' | '--verbose' | '--quiet' | '--help', string>
  >;
  readonly passwords: Readonly<
    Record<
      | '--password-file F'
      | '--password-stdin'
      | '--password-env VAR'
      | '--password-command JSON'
      | '--key-password-file F',
      string
    >
  >;
  readonly exits: Readonly<Record<ExitName, string>>;
  readonly more: string;
  readonly commands: Readonly<Record<CommandName, CommandHelp>>;
}

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
      'password',
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
