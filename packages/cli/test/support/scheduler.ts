import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const systemctl = `#!/bin/sh
case "$*" in
  *is-active*) echo active ;;
  *show*) printf 'Result=success\\nExecMainStatus=0\\n' ;;
esac
`;

/**
 * The scheduler of the machine is not ours to change in a test, and what a developer has scheduled
 * there must stay: this one stands before it on the PATH, and answers as systemd's does. There is
 * none of this kind for other systems.
 */
export function pretendScheduler(folder: string): { readonly PATH: string } {
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  writeFileSync(join(programs, 'systemctl'), systemctl, { mode: 0o755 });
  return { PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` };
}

/**
 * A checkout in a temporary folder is, rightly, warned of by `schedule` and `doctor`: what they say
 * there is another text.
 */
const passing = [tmpdir(), '/tmp', '/var/tmp'].some((folder) =>
  import.meta.dirname.startsWith(`${folder}/`),
);

export const canPretend = process.platform === 'linux' && !passing;
