import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const systemctl = `#!/bin/sh
case "$*" in
  *is-active*) echo active ;;
  *show*) printf 'Result=success\\nExecMainStatus=0\\n' ;;
esac
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
export function pretendScheduler(folder: string): {
  readonly PATH: string;
  readonly NODE_OPTIONS: string;
} {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'systemctl'), systemctl, { mode: 0o755 });
  return {
    PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
    NODE_OPTIONS: `--import=${pretendProgram}`,
  };
}
