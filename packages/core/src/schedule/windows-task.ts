import { win32 } from 'node:path';
import type { ProgramCall } from '../effects.ts';
import { windowsFolder } from '../programs/find.ts';
import { escapeMarkup, unescapeMarkup } from '../markup.ts';
import { spreadMinutes, type FoundTask, type ScheduledTask } from './types.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** One task for each user of the machine; they share one list. */
export function taskName(env: Env): string {
  const user = (env['USERNAME'] ?? '').replaceAll(/[\\/:*?"<>|]/g, '_');
  return user === '' ? 'weborca-cert' : `weborca-cert ${user}`;
}

/**
 * The task (Task Scheduler schema 1.2), in the order Windows itself writes it. In UTF-16 with its
 * mark: `schtasks` takes no other encoding for what is not ASCII. Pure.
 */
export function windowsTaskXml(task: ScheduledTask, user: string, made: Date): Uint8Array {
  const { command, hour, minute } = task;
  const [program = '', ...args] = command;
  const day = made.toISOString().slice(0, 10);
  const lines = [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '<RegistrationInfo>',
    element('Date', made.toISOString().slice(0, 19)),
    element('Description', 'Renews WebORCA client certificates (weborca-cert schedule install)'),
    '</RegistrationInfo>',
    '<Triggers><CalendarTrigger>',
    element('StartBoundary', `${day}T${two(hour)}:${two(minute)}:00`),
    element('Enabled', 'true'),
    element('RandomDelay', `PT${spreadMinutes}M`),
    '<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>',
    '</CalendarTrigger></Triggers>',
    '<Principals><Principal id="Author">',
    element('UserId', user),
    element('LogonType', 'InteractiveToken'),
    element('RunLevel', 'LeastPrivilege'),
    '</Principal></Principals>',
    '<Settings>',
    element('MultipleInstancesPolicy', 'IgnoreNew'),
    element('DisallowStartIfOnBatteries', 'false'),
    element('StopIfGoingOnBatteries', 'false'),
    element('StartWhenAvailable', 'true'),
    element('ExecutionTimeLimit', 'PT4H'),
    '</Settings>',
    '<Actions Context="Author"><Exec>',
    element('Command', program),
    element('Arguments', args.map(quoteArgument).join(' ')),
    element('WorkingDirectory', win32.dirname(program)),
    '</Exec></Actions>',
    '</Task>',
  ];
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf16le');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function element(name: string, value: string): string {
  return `<${name}>${escapeMarkup(value)}</${name}>`;
}

/** As CommandLineToArgvW takes apart: backslashes double before a quote. */
export function quoteArgument(argument: string): string {
  if (argument !== '' && !/[\s"]/.test(argument)) return argument;
  const escaped = argument.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\+)$/, '$1$1');
  return `"${escaped}"`;
}

/** The reverse of `quoteArgument`, for a whole line: 2n backslashes before a quote are n of them. */
export function splitArguments(line: string): readonly string[] {
  const found: string[] = [];
  let current: string | null = null;
  let quoted = false;
  for (const [token] of line.matchAll(/\\*"|\s|\\+|[^\s"\\]+/g)) {
    if (token.endsWith('"')) {
      const slashes = token.length - 1;
      current = `${current ?? ''}${'\\'.repeat(Math.floor(slashes / 2))}`;
      if (slashes % 2 === 1) current += '"';
      else quoted = !quoted;
    } else if (/^\s$/.test(token) && !quoted) {
      if (current !== null) found.push(current);
      current = null;
    } else {
      current = `${current ?? ''}${token}`;
    }
  }
  return current === null ? found : [...found, current];
}

/** Reads a task as `schtasks /Query /XML` prints it; null when it starts no program. */
export function readWindowsTask(xml: string): FoundTask | null {
  const of = (name: string): string | null => {
    const value = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
    return value === undefined ? null : unescapeMarkup(value);
  };
  const program = of('Command');
  if (program === null) return null;
  const command = [program, ...splitArguments(of('Arguments') ?? '')];
  return { command, environment: {}, user: of('UserId') };
}

type Call = Pick<ProgramCall, 'program' | 'args'>;

/** `schtasks`' calls. The task comes from a file, nothing of it is among the arguments. */
export function schtasksCalls(env: Env) {
  const program = win32.join(windowsFolder(env), 'System32', 'schtasks.exe');
  const name = taskName(env);
  const call = (...args: readonly string[]): Call => ({ program, args });
  return {
    create: (file: string) => call('/Create', '/TN', name, '/XML', file, '/F'),
    remove: call('/Delete', '/TN', name, '/F'),
    queryXml: call('/Query', '/TN', name, '/XML'),
    queryResult: call('/Query', '/TN', name, '/FO', 'CSV', '/V', '/NH'),
  };
}

// winerror.h: SCHED_S_TASK_READY, SCHED_S_TASK_RUNNING, SCHED_S_TASK_HAS_NOT_RUN.
const noResults: ReadonlySet<number> = new Set([0x41300, 0x41301, 0x41303]);

/**
 * The last result out of `schtasks /Query /FO CSV /V /NH`; null: it has not run. Headings are
 * translated by Windows, the order of the columns is not: the seventh is it.
 */
export function lastTaskResult(csv: string): number | null {
  const line = csv.split(/\r?\n/).find((candidate) => candidate.startsWith('"')) ?? '';
  const fields = [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, value = '']) => value);
  const text = fields[6] ?? '';
  const value = Number(text);
  return text === '' || !Number.isInteger(value) || noResults.has(value) ? null : value;
}
