import { posix } from 'node:path';
import type { ProgramCall } from '../effects.ts';
import { escapeMarkup, unescapeMarkup } from '../markup.ts';
import type { FoundTask, ScheduledTask, ScheduleFile } from './types.ts';

export const agentLabel = 'weborca-cert.renew';

export function agentPath(homeDir: string): string {
  return posix.join(homeDir, 'Library', 'LaunchAgents', `${agentLabel}.plist`);
}

/**
 * A user's launch agent (launchd.plist(5)). What was missed while the machine slept is made up for
 * when it wakes. `--quiet` prints only what went wrong, and that goes to the log. Pure.
 */
export function launchdFile(homeDir: string, task: ScheduledTask): ScheduleFile {
  const { command, environment, hour, minute } = task;
  const log = posix.join(homeDir, 'Library', 'Logs', 'weborca-cert.log');
  const variables = Object.entries(environment);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    ...key('Label', text(agentLabel)),
    ...key('ProgramArguments', '<array>', ...command.map(text), '</array>'),
    ...(variables.length === 0
      ? []
      : key(
          'EnvironmentVariables',
          '<dict>',
          ...variables.flatMap(([name, value]) => key(name, text(value))),
          '</dict>',
        )),
    ...key('RunAtLoad', '<false/>'),
    ...key(
      'StartCalendarInterval',
      '<dict>',
      ...key('Hour', `<integer>${hour}</integer>`),
      ...key('Minute', `<integer>${minute}</integer>`),
      '</dict>',
    ),
    ...key('ProcessType', text('Background')),
    // 077 in octal.
    ...key('Umask', '<integer>63</integer>'),
    ...key('StandardOutPath', text(log)),
    ...key('StandardErrorPath', text(log)),
    '</dict>',
    '</plist>',
  ];
  return { path: agentPath(homeDir), bytes: Buffer.from(`${lines.join('\n')}\n`) };
}

function key(name: string, ...value: readonly string[]): readonly string[] {
  return [`<key>${escapeMarkup(name)}</key>`, ...value];
}

function text(value: string): string {
  return `<string>${escapeMarkup(value)}</string>`;
}

/** Reads an agent that `launchdFile` wrote; null for another one. */
export function readLaunchAgent(plist: string): FoundTask | null {
  const list = /<key>ProgramArguments<\/key>\s*<array>([^]*?)<\/array>/.exec(plist)?.[1];
  if (list === undefined) return null;
  const command = [...list.matchAll(/<string>([^<]*)<\/string>/g)].map(([, value = '']) =>
    unescapeMarkup(value),
  );
  const variables = /<key>EnvironmentVariables<\/key>\s*<dict>([^]*?)<\/dict>/.exec(plist)?.[1];
  const pairs = (variables ?? '').matchAll(/<key>([^<]*)<\/key>\s*<string>([^<]*)<\/string>/g);
  const environment = Object.fromEntries(
    [...pairs].map(([, name = '', value = '']) => [unescapeMarkup(name), unescapeMarkup(value)]),
  );
  return command.length === 0 ? null : { command, environment, user: null };
}

type Call = Pick<ProgramCall, 'program' | 'args'>;

const launchctl = '/bin/launchctl';

function call(...args: readonly string[]): Call {
  return { program: launchctl, args };
}

/** `launchctl`'s calls in the session of this user (launchctl(1), gui/UID). */
export function launchctlCalls(uid: number, path: string) {
  const session = `gui/${uid}`;
  return {
    load: call('bootstrap', session, path),
    unload: call('bootout', `${session}/${agentLabel}`),
    print: call('print', `${session}/${agentLabel}`),
  };
}

/** The exit code of the last run out of `launchctl print`; null: none yet, or it does not say. */
export function lastExitCode(printed: string): number | null {
  const code = /^\s*last exit code = (-?\d+)/m.exec(printed)?.[1];
  return code === undefined ? null : Number(code);
}
