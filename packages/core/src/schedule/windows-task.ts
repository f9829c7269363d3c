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

export interface TaskOptions {
  readonly user: string;
  readonly made: Date;
  /** Gives the run an invisible console (`headlessConsole`); null: it opens a window. */
  readonly console: string | null;
  /** Also when the user logs on: a computer that is off at the hour may be on for minutes only. */
  readonly atLogon: boolean;
}

/**
 * The task (Task Scheduler schema 1.2), in the order Windows itself writes it. In UTF-16 with its
 * mark: `schtasks` takes no other encoding for what is not ASCII. Pure.
 */
export function windowsTaskXml(task: ScheduledTask, options: TaskOptions): Uint8Array {
  const { command, hour, minute } = task;
  const { user, made, console, atLogon } = options;
  const [program = ''] = command;
  const [started = '', ...args] = console === null ? command : [console, headless, ...command];
  const day = made.toISOString().slice(0, 10);
  const lines = [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '<RegistrationInfo>',
    element('Date', made.toISOString().slice(0, 19)),
    element('Description', 'Renews WebORCA client certificates (weborca-cert schedule install)'),
    '</RegistrationInfo>',
    '<Triggers>',
    // Of this user: one for everybody who logs on is an administrator's to make.
    ...(atLogon
      ? [
          '<LogonTrigger>',
          element('Enabled', 'true'),
          element('UserId', user),
          element('Delay', `PT${afterLogonMinutes}M`),
          '</LogonTrigger>',
        ]
      : []),
    '<CalendarTrigger>',
    element('StartBoundary', `${day}T${two(hour)}:${two(minute)}:00`),
    element('Enabled', 'true'),
    element('RandomDelay', `PT${spreadMinutes}M`),
    '<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>',
    '</CalendarTrigger>',
    '</Triggers>',
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
    element('Command', started),
    element('Arguments', args.map(quoteArgument).join(' ')),
    element('WorkingDirectory', win32.dirname(program)),
    '</Exec></Actions>',
    '</Task>',
  ];
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf16le');
}

/** Not among all that starts when somebody logs on; the network is there by then. */
const afterLogonMinutes = 10;

const headless = '--headless';

/**
 * A task with the user's own token gets a console on the desktop, and a person who closes that window ends
 * the run. A program that is none of a console gets none (`windowlessTwin`), and its exit code arrives.
 * For any other, Node itself, `conhost.exe --headless` is the console without the window; it came with
 * the pseudo console of build 17763 (1809, Server 2019). It ends with 0 whatever became of the program
 * (microsoft/terminal#17178): the run's own record tells that. Null: not needed, or this Windows has
 * none. A script host or PowerShell between would be what virus scanners look for; a task without
 * logon (S4U) reaches neither a NAS nor the user's keys, and what it tells is not seen.
 *
 * @param release `os.release()`: `10.0.17763`
 */
export function headlessConsole(
  env: Env,
  release: string,
  [program = '']: readonly string[],
): string | null {
  if (win32.basename(program).toLowerCase() === windowless) return null;
  const [major = 0, , build = 0] = release.split('.').map(Number);
  return major < 10 || build < 17_763
    ? null
    : win32.join(windowsFolder(env), 'System32', 'conhost.exe');
}

const windowless = 'weborca-certw.exe';

/**
 * Where the single executable's twin lies, the same program without a console: what `pythonw.exe` is to
 * `python.exe`. The zip for clinics without Node brings both.
 */
export function windowlessTwin(program: string): string {
  return win32.join(win32.dirname(program), windowless);
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

/**
 * Reads a task as `schtasks /Query /XML` prints it, without the console around its program; null when
 * it starts none.
 */
export function readWindowsTask(xml: string): FoundTask | null {
  const of = (name: string): string | null => {
    const value = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
    return value === undefined ? null : unescapeMarkup(value);
  };
  const program = of('Command');
  if (program === null) return null;
  const args = splitArguments(of('Arguments') ?? '');
  const wrapped = /(?:^|\\)conhost\.exe$/i.test(program) && args[0] === headless;
  const command = wrapped ? args.slice(1) : [program, ...args];
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
