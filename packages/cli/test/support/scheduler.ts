import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const systemctl = `#!/bin/sh
case "$*" in
  *is-active*) echo active ;;
  *show*) printf 'Result=success\\nExecMainStatus=0\\n' ;;
esac
`;

const noManager = `#!/bin/sh
echo 'Failed to connect to bus: No medium found' >&2
exit 1
`;

const crontab = `#!/bin/sh
tab=$(dirname "$0")/tab
case "$1" in
  -l) cat "$tab" 2>/dev/null || { echo 'no crontab for hanako' >&2; exit 1; } ;;
  -r) rm "$tab" ;;
  -) cat >"$tab" ;;
esac
`;

const noCrontab = `#!/bin/sh
echo 'You (hanako) are not allowed to use this program (crontab)' >&2
exit 1
`;

const pretendProgram = pathToFileURL(join(import.meta.dirname, 'pretend-program.ts')).href;

/** There is a stand-in for systemd alone. */
export const canPretend = process.platform === 'linux';
/** For the title of a test that needs it. */
export const leftOutElsewhere = canPretend ? '' : ' (left out: no stand-in for this scheduler)';

/**
 * The scheduler of the machine is not ours to change in a test, and what a developer has scheduled
 * there must stay: this one stands before it on the PATH, and answers as systemd's does. And what is
 * scheduled lies where programs lie, wherever this checkout does.
 */
export function pretendScheduler(folder: string): PretendPrograms {
  return pretend(folder, { systemctl, crontab: noCrontab });
}

/**
 * A machine without systemd: a crontab in `programs/tab`, with a process that is called as cron's; or
 * not even that.
 */
export function pretendCron(
  folder: string,
  has: 'crontab' | 'nothing',
): PretendPrograms & { readonly stop: () => void } {
  const programs = { systemctl: noManager, crontab: has === 'crontab' ? crontab : noCrontab };
  const env = pretend(folder, programs);
  if (has === 'nothing') return { ...env, stop: () => undefined };
  const crond = join(folder, 'programs', 'crond');
  copyFileSync('/bin/sleep', crond);
  const daemon = spawn(crond, ['600'], { stdio: 'ignore' });
  return { ...env, stop: () => void daemon.kill() };
}

type PretendPrograms = Readonly<Record<'PATH' | 'NODE_OPTIONS', string>>;

function pretend(folder: string, scripts: Readonly<Record<string, string>>): PretendPrograms {
  const programs = join(folder, 'programs');
  mkdirSync(programs, { recursive: true });
  for (const [name, script] of Object.entries(scripts))
    writeFileSync(join(programs, name), script, { mode: 0o755 });
  return {
    PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
    NODE_OPTIONS: `--import=${pretendProgram}`,
  };
}
