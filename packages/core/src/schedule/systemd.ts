import { posix } from 'node:path';
import type { Effects } from '../effects.ts';
import { spreadMinutes, type FoundTask, type ScheduledTask, type ScheduleFile } from './types.ts';

export const timerUnit = 'weborca-cert.timer';
export const serviceUnit = 'weborca-cert.service';

/** `~/.config/systemd/user`, or as XDG_CONFIG_HOME says (systemd.unit(5), user units). */
export function systemdFolder({ env, homeDir }: Pick<Effects, 'env' | 'homeDir'>): string {
  const config = env['XDG_CONFIG_HOME'];
  const base =
    config !== undefined && posix.isAbsolute(config) ? config : posix.join(homeDir, '.config');
  return posix.join(base, 'systemd', 'user');
}

const note =
  '# Made by `weborca-cert schedule install`; `weborca-cert schedule remove` takes it away.';

/** The two units of a user's timer. Pure. */
export function systemdFiles(folder: string, task: ScheduledTask): readonly ScheduleFile[] {
  const file = (name: string, lines: readonly string[]): ScheduleFile => ({
    path: posix.join(folder, name),
    bytes: Buffer.from(`${[note, ...lines].join('\n')}\n`),
  });
  return [file(serviceUnit, serviceLines(task)), file(timerUnit, timerLines(task))];
}

function serviceLines({ command, environment }: ScheduledTask): readonly string[] {
  const [program = '', ...args] = command;
  return [
    '[Unit]',
    'Description=Renew WebORCA client certificates',
    '',
    '[Service]',
    'Type=oneshot',
    'UMask=0077',
    ...Object.entries(environment).map(([key, value]) => `Environment=${quote(`${key}=${value}`)}`),
    // The program's own path is not searched for variables, its arguments are (systemd.service(5)).
    `ExecStart=${[quote(program), ...args.map((arg) => quote(arg).replaceAll('$', '$$$$'))].join(' ')}`,
  ];
}

function timerLines({ hour, minute }: ScheduledTask): readonly string[] {
  return [
    '[Unit]',
    'Description=Renew WebORCA client certificates every day',
    '',
    '[Timer]',
    `OnCalendar=*-*-* ${two(hour)}:${two(minute)}:00`,
    // What was missed while the machine was off is made up for.
    'Persistent=true',
    `RandomizedDelaySec=${spreadMinutes}min`,
    '',
    '[Install]',
    'WantedBy=timers.target',
  ];
}

/** systemd.syntax(7): C-like quoting, and `%` begins a specifier. */
function quote(text: string): string {
  const escaped = text
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll('%', '%%')
    .replaceAll('\t', String.raw`\t`);
  return `"${escaped}"`;
}

/** Reads a service unit that `systemdFiles` wrote; null for another one. */
export function readSystemdService(text: string): FoundTask | null {
  // Lines end at a line feed alone: `.` and `$` would stop at U+2028, which an argument may hold.
  const exec = /(?:^|\n)ExecStart=:?([^\n]*)/.exec(text)?.[1];
  if (exec === undefined) return null;
  const [program = '', ...args] = unquoteAll(exec);
  if (program === '') return null;
  const environment: Record<string, string> = {};
  for (const [, line = ''] of text.matchAll(/(?:^|\n)Environment=([^\n]*)/g)) {
    for (const pair of unquoteAll(line)) {
      const at = pair.indexOf('=');
      if (at > 0) environment[pair.slice(0, at)] = pair.slice(at + 1);
    }
  }
  const command = [program, ...args.map((arg) => arg.replaceAll('$$', '$'))];
  return { command, environment, user: null };
}

function unquoteAll(line: string): readonly string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/gs)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '')
      .replaceAll(/\\(.)/gs, (_, sign: string) => (sign === 't' ? '\t' : sign))
      .replaceAll('%%', '%'),
  );
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
