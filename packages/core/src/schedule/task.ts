import { posix, resolve, win32 } from 'node:path';
import { cleanText } from '../certificate/clean.ts';
import { proxyVariable } from '../connection/proxy.ts';
import type { Finding } from '../findings/findings.ts';
import { finding } from '../findings/levels.ts';
import { WeborcaError } from '../errors.ts';
import { shellLine } from './cron.ts';
import { surroundings } from './cron-scheduler.ts';
import type { Context } from '../context.ts';
import type { ScheduledTask } from './types.ts';
import type { SchedulerKind } from '../words/schedulers.ts';

/** Mid-morning: the computers of a clinic are on, and somebody is there to read what is told. */
const hour = 10;

// What moves configuration and store, and is not there when a scheduler starts the run.
const moving = ['WEBORCA_CERT_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME'] as const;

/**
 * The whole command that the scheduler is to start.
 *
 * @param program absolute: `[node, main.js]`, or the single-file executable alone
 * @throws WeborcaError `tool-missing` for a program that is not absolute or cannot be written down
 */
export function scheduledCommand(
  { effects, places }: Pick<Context, 'effects' | 'places'>,
  program: readonly string[],
): readonly string[] {
  const [first = ''] = program;
  const command = [
    ...program,
    ...['renew', '--all', '--quiet', '--scheduled'],
    ...(places.configNamed ? ['--config', places.configFile] : []),
  ];
  // A line end would begin a line of its own in the scheduler's file.
  const unwritable = command.some((part) => part !== cleanText(part));
  const path = effects.platform === 'win32' ? win32 : posix;
  if (!path.isAbsolute(first) || unwritable)
    throw new WeborcaError('tool-missing', { tool: first });
  return command;
}

/** What somebody else's scheduler is to start every day: a line for a POSIX shell. */
export function lineFor(context: Context, program: readonly string[]): string {
  const { effects } = context;
  const environment = { ...surroundings(effects), ...environmentOf(effects.env) };
  return shellLine({ command: scheduledCommand(context, program), environment });
}

/** What is to run and when; the minute is drawn, so that schedulers without a random delay spread. */
export function scheduledTask(context: Context, program: readonly string[]): ScheduledTask {
  const { env, randomBytes, platform } = context.effects;
  const [drawn = 0] = randomBytes(1);
  const minute = platform === 'darwin' ? Math.floor((drawn / 256) * 60) : 0;
  return {
    command: scheduledCommand(context, program),
    environment: environmentOf(env),
    hour,
    minute,
  };
}

function environmentOf(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    moving.flatMap((name) => {
      const value = env[name];
      return value === undefined || value === '' ? [] : [[name, resolve(value)]];
    }),
  );
}

/**
 * What the run will miss of the environment of now. A proxy is not written into the scheduler's
 * file: its address may hold a password; the configuration has a place for it. Pure.
 */
export function judgeEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  kind: SchedulerKind,
  everyServiceHasProxy: boolean,
): readonly Finding[] {
  const variable = proxyVariable(env);
  const findings: Finding[] = [];
  if (variable !== null && !everyServiceHasProxy) {
    findings.push(finding('schedule-proxy', { variable }));
  }
  // A task of Windows has no environment of its own.
  const lost = kind === 'windows-task' ? Object.keys(environmentOf(env)) : [];
  if (lost.length > 0) findings.push(finding('schedule-environment', { variables: lost }));
  return findings;
}
