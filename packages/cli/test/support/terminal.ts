import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cleanEnvironment, mainFile, type RunOptions } from './cli.ts';

/** What is typed when a text has come, in this order; a function does something first. */
export type Dialogue = readonly (readonly [
  question: string,
  answer: string | ((screen: string) => string),
])[];

export type TerminalOptions = Pick<Partial<RunOptions>, 'lang' | 'cwd'> & {
  /** How wide it is; left out: nobody knows. */
  readonly columns?: number;
};

/**
 * Runs in a real terminal (`script` of util-linux makes one) and types each answer when its
 * question has come. Gives all that was on the screen.
 */
export async function inTerminal(
  home: string,
  args: readonly string[],
  dialogue: Dialogue,
  { lang = 'ja', cwd = '/', columns }: TerminalOptions = {},
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const line = [process.execPath, mainFile, ...args].map((word) => `'${word}'`).join(' ');
  const sized = columns === undefined ? line : `stty cols ${columns} rows 24; exec ${line}`;
  const child = spawn('script', ['-qefc', sized, '/dev/null'], {
    env: {
      ...cleanEnvironment({ home, lang }),
      TERM: 'xterm',
      SHELL: '/bin/sh',
    },
    cwd,
  });
  let screen = '';
  let seen = 0;
  const waiting = [...dialogue];
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString('utf8');
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const at = screen.indexOf(next[0], seen);
      if (at < 0) return;
      seen = at + next[0].length;
      waiting.shift();
      const [, answer] = next;
      child.stdin.write(typeof answer === 'string' ? answer : answer(screen.slice(0, seen)));
    }
  });
  try {
    await once(child, 'close');
    return { code: child.exitCode, screen };
  } finally {
    child.kill('SIGKILL');
  }
}
