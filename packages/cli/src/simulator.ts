import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { usageError } from './arguments/usage.ts';
import type { Session } from './session.ts';

export interface SimulateOptions {
  readonly dir: string | null;
  readonly port: number;
  readonly daysLeft: number;
  readonly clients: number;
  readonly keys: 'fresh' | 'pool';
  readonly p12: 'modern' | 'old';
  /** `NAME[:COUNT]` each. */
  readonly faults: readonly string[];
  readonly requestLog: string | null;
}

/**
 * Runs the embedded renewal service until a signal or the end of the process that started us.
 * Standard output gets one line of JSON as soon as it listens, with `--json` or without.
 *
 * @throws WeborcaError usage-invalid for an unknown fault
 */
export async function runSimulator(options: SimulateOptions, session: Session): Promise<null> {
  const { describeSimulator, parseFault, startSimulator } = await import('@weborca-cert/simulator');
  const faults = options.faults.map((text) => {
    const fault = parseFault(text);
    if (fault === null) throw usageError('fault-unknown', text);
    return fault;
  });
  const { port, daysLeft, clients, keys, p12, requestLog } = options;
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'weborca-cert-simulate-')));
  const simulator = await startSimulator({
    dir: resolve(dir),
    port,
    daysLeft,
    clients,
    keys,
    p12,
    faults,
    ...(requestLog === null ? {} : { requestLog: resolve(requestLog) }),
  });
  session.out.document(session.command, { ...describeSimulator(simulator) });
  if (session.out.isLive) session.out.tell(session.text.said.stillRunning);
  await new Promise<void>((stopped) => {
    if (session.signal.aborted) stopped();
    session.signal.addEventListener('abort', () => stopped(), { once: true });
  });
  await simulator.stop();
  return null;
}
