import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ExchangeRecord, readRecord } from '@weborca-cert/core';
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
  /** A record of `renew --record`, or the folder with it. */
  readonly replay: string | null;
  /** `NAME=VALUE` each. */
  readonly serviceRules: readonly string[];
}

/**
 * Runs the embedded renewal service until a signal or the end of the process that started us.
 * Standard output gets one line of JSON as soon as it listens, with `--json` or without.
 *
 * @throws WeborcaError usage-invalid for an unknown fault or rule, or where no record lies
 */
export async function runSimulator(options: SimulateOptions, session: Session): Promise<null> {
  const { describeSimulator, parseFault, parseServiceRule, startSimulator } =
    await import('@weborca-cert/simulator');
  const faults = options.faults.map((text) => {
    const fault = parseFault(text);
    if (fault === null) throw usageError('fault-unknown', text);
    return fault;
  });
  const rules = options.serviceRules.map((text) => {
    const rule = parseServiceRule(text);
    if (rule === null) throw usageError('service-rule-unknown', text);
    return rule;
  });
  const { port, daysLeft, clients, keys, p12, requestLog } = options;
  const replay = options.replay === null ? {} : { replay: await recordAt(options.replay) };
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'weborca-cert-simulate-')));
  const simulator = await startSimulator({
    dir: resolve(dir),
    port,
    daysLeft,
    clients,
    keys,
    p12,
    faults,
    rules: Object.assign({}, ...rules),
    ...replay,
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

/** The youngest record of a folder, or the one that is named. */
async function recordAt(place: string): Promise<ExchangeRecord> {
  const file = (await youngestIn(place)) ?? place;
  const text = await readFile(file, 'utf8').catch(() => '');
  const record = readRecord(text);
  if (record === null) throw usageError('replay-unknown', '--replay');
  return record;
}

async function youngestIn(folder: string): Promise<string | null> {
  const names = await readdir(folder).catch((): string[] => []);
  const numbered = names.flatMap((name) => {
    const number = /^renewal-record-(\d{1,6})\.json$/.exec(name)?.[1];
    return number === undefined ? [] : [{ name, number: Number(number) }];
  });
  const [youngest] = numbered.toSorted((a, b) => b.number - a.number);
  return youngest === undefined ? null : join(folder, youngest.name);
}
