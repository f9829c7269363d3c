import type { FoundTask, ScheduledTask } from './types.ts';

/**
 * A crontab as text, a character a byte: what is in it besides ours is other people's, in whatever
 * encoding, and stays as it is.
 */
export type Crontab = string;

const begin = '# BEGIN weborca-cert';
const end = '# END weborca-cert';
const pattern = /^# BEGIN weborca-cert( [^\n]*)?\n([^\n]*)\n# END weborca-cert[^\n]*(?:\n|$)/gm;

export interface CronTask extends FoundTask {
  readonly installedAt: Date | null;
}

/**
 * One command line for a POSIX shell, with what it needs of the environment: cron and its like start a
 * run with hardly any, and another HOME would be another store. Pure.
 */
export function shellLine({
  command,
  environment,
}: Pick<ScheduledTask, 'command' | 'environment'>): string {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${quote(value)}`);
  const words = command.map(quote);
  return [...(variables.length === 0 ? [] : ['/usr/bin/env', ...variables]), ...words].join(' ');
}

/**
 * The crontab with our entry at its end, in place of the one that was there. Pure. Neither of the
 * signs that cron itself looks at is in it: a line end cannot be, `%` is made by the shell, because
 * not every cron knows `\%` (crontab(5)).
 */
export function withEntry(crontab: Crontab, task: ScheduledTask, now: Date): Crontab {
  const others = withoutEntry(crontab, task.environment['HOME'] ?? '');
  const line = `${task.minute} ${task.hour} * * * ${shellLine(task).replaceAll('%', cronPercent)}`;
  const entry = [
    `${begin} (${now.toISOString()}; weborca-cert schedule remove takes it away)`,
    line,
    end,
    '',
  ].join('\n');
  const ended = others === '' || others.endsWith('\n') ? others : `${others}\n`;
  return `${ended}${bytesOf(entry)}`;
}

/** Without the entry for this home; everything else as it is, byte for byte. Pure. */
export function withoutEntry(crontab: Crontab, home: string): Crontab {
  return crontab.replaceAll(pattern, (entry, _, line: string) =>
    readLine(line)?.environment['HOME'] === home ? '' : entry,
  );
}

/** Our entry, read back; null: there is none for this home. Pure. */
export function readEntry(crontab: Crontab, home: string): CronTask | null {
  for (const [, note = '', line = ''] of crontab.matchAll(pattern)) {
    const task = readLine(line);
    if (task?.environment['HOME'] !== home) continue;
    const at = new Date(/\((\S+Z);/.exec(note)?.[1] ?? '');
    return { ...task, installedAt: Number.isNaN(at.getTime()) ? null : at };
  }
  return null;
}

/** Quoted where a shell would see more in it than the text itself. */
function quote(text: string): string {
  return /^[\w./:@=+,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const cronPercent = `'"$(printf '\\045')"'`;

function readLine(bytes: string): FoundTask | null {
  const line = Buffer.from(bytes, 'latin1').toString('utf8');
  const shell = /^\d+ \d+ \* \* \* (.*)$/s.exec(line)?.[1];
  if (shell === undefined) return null;
  const words = wordsOf(shell.replaceAll(cronPercent, '%'));
  const environment: Record<string, string> = {};
  if (words[0] === '/usr/bin/env') words.shift();
  while (words[0] !== undefined && /^[A-Z_]+=/.test(words[0])) {
    const [pair = ''] = words.splice(0, 1);
    const at = pair.indexOf('=');
    environment[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return words.length === 0 ? null : { command: words, environment, user: null };
}

/** As the shell splits what `quote` made. */
function wordsOf(shell: string): string[] {
  return [...shell.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/gs)].map(([word]) =>
    word.replaceAll(
      /'([^']*)'|\\(.)/gs,
      (_, quoted?: string, sign?: string) => quoted ?? sign ?? '',
    ),
  );
}

function bytesOf(text: string): Crontab {
  return Buffer.from(text).toString('latin1');
}
