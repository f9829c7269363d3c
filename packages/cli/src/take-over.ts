import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { WeborcaError } from '@weborca-cert/core';

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGCONT'] as const;

/**
 * Runs a program in our place: our terminal, folder and standard streams are its own, signals pass,
 * no shell takes part.
 *
 * @returns its exit code; 128 and the signal's number where one ended it, as a shell has it
 * @throws WeborcaError tool-missing
 */
export async function takeOver(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(program, args, { env, stdio: 'inherit', shell: false });
  const pass = (signal: NodeJS.Signals): void => {
    // The terminal has sent it to the program, too: it would be the second there.
    const fromTerminal = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
    if (!fromTerminal) child.kill(signal);
  };
  const signals = process.platform === 'win32' ? (['SIGINT', 'SIGTERM'] as const) : passedOn;
  for (const signal of signals) process.on(signal, pass);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (cause) => {
        reject(new WeborcaError('tool-missing', { tool: program }, { cause }));
      });
      child.once('exit', (code, signal) => {
        resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
      });
    });
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}
