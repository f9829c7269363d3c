import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { WeborcaError } from '@weborca-cert/core';
import { usageError } from './arguments/usage.ts';

const maxBytes = 65_536;

/**
 * Runs the user's own password manager and gives what it prints. A JSON array, so that no shell
 * and no quoting comes in; it inherits the environment (an agent's socket, a session) and standard
 * error, so that it can ask for its own passphrase.
 *
 * @throws WeborcaError usage-invalid (not an array of texts, or it failed), tool-missing
 */
export async function readPasswordCommand(json: string, signal: AbortSignal): Promise<Uint8Array> {
  const [program, ...args] = parseCommand(json);
  if (program === undefined) throw usageError('value-not-json-array', '--password-command');
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: homedir(),
      shell: false,
      signal,
      stdio: ['inherit', 'pipe', 'inherit'],
      windowsHide: true,
    });
    child.on('error', (cause: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(new WeborcaError('interrupted', { during: 'prompt' }));
      else reject(new WeborcaError('tool-missing', { tool: program }, { cause }));
    });
    // It was not started: without a file handle left it has no pipe either.
    if (child.pid === undefined) return;
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) child.kill();
      else chunks.push(chunk);
    });
    child.on('close', (code) => {
      if (code === 0 && size <= maxBytes) resolve(Buffer.concat(chunks));
      else reject(usageError('password-command-failed', program));
    });
  });
}

function parseCommand(json: string): readonly string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw usageError('value-not-json-array', '--password-command');
  }
  if (!isTexts(parsed)) throw usageError('value-not-json-array', '--password-command');
  return parsed;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((v) => typeof v === 'string' && v !== '');
}
