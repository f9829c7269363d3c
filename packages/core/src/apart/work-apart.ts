import type { ChildProcess, Serializable } from 'node:child_process';
import { WeborcaError } from '../errors.ts';
import type { Observer } from '../events.ts';
import { isRecord } from '../json.ts';
import type { EndedApart, Job, Order, Report, Surroundings } from './messages.ts';
import { fromPlain, toPlain } from './plain.ts';

export interface ApartOptions {
  /** What is started: an absolute path. */
  readonly program: string;
  /** So that it comes to `serveApart`: a script for Node, nothing for an executable of its own. */
  readonly args: readonly string[];
  readonly surroundings: Surroundings;
  readonly observe: Observer;
  readonly signal: AbortSignal;
}

/**
 * Has a job done by a process of its own, which outlives this one: the end of an editor's window
 * must not be the end of a request that is out. It has no terminal, no output and no group with us;
 * what it says comes by a channel, and when that is gone, it goes on in silence. How the job ended
 * is kept by `keepEnded` until `forgetEnded`.
 *
 * @throws WeborcaError `internal`: it could not be started, or ended without saying how
 */
export async function workApart(job: Job, options: ApartOptions): Promise<EndedApart> {
  const { program, args, surroundings, observe, signal } = options;
  const { spawn } = await import('node:child_process');
  const child = spawn(program, [...args], {
    cwd: neutralFolder(),
    env: ownEnvironment(process.env),
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    windowsHide: true,
  });
  const callOff = (): void => {
    order(child, { kind: 'abort' });
  };
  // Before it listens: what lies in the channel is read, also when we are gone by then.
  order(child, { kind: 'job', job, surroundings });
  if (signal.aborted) callOff();
  signal.addEventListener('abort', callOff);
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', (cause) => {
        reject(new WeborcaError('internal', { reason: 'process-not-started' }, { cause }));
      });
      child.on('exit', () => {
        reject(new WeborcaError('internal', { reason: 'process-ended' }));
      });
      child.on('message', (message: Serializable) => {
        const report = typeof message === 'string' ? fromPlain(message) : null;
        if (!isReport(report)) return;
        if (report.kind === 'event') observe(report.event);
        if (report.kind === 'ended') resolve(report.ended);
      });
    });
  } finally {
    signal.removeEventListener('abort', callOff);
    child.unref();
    if (child.connected) child.disconnect();
  }
}

function order(child: ChildProcess, what: Order): void {
  // One that has ended takes no orders any more: `exit` tells.
  if (child.connected) child.send(toPlain(what), () => undefined);
}

/** Our own program, of the same version, speaks here. */
function isReport(value: unknown): value is Report {
  return isRecord(value) && typeof value['kind'] === 'string';
}

function neutralFolder(): string {
  return process.platform === 'win32' ? (process.env['SYSTEMROOT'] ?? 'C:\\Windows') : '/';
}

/**
 * The user's environment without what steers Node: an editor's own program has to be told to be
 * Node, and nobody else's options are for it.
 */
function ownEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const steering = /^(?:NODE_OPTIONS|NODE_TLS_REJECT_UNAUTHORIZED|NODE_CHANNEL_.*|VSCODE_.*)$/i;
  const kept = Object.entries(env).filter(([name]) => !steering.test(name));
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
}
