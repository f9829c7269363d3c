import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { renewalLot } from './cli-homes.ts';
import { environment, main, median, timed, used } from './measure.ts';

/** What one renewal took, counted. */
export interface Cost {
  readonly cpuMs: number;
  readonly fsyncs: number;
  readonly bytes: number;
  readonly opened: number;
  readonly handshakes: number;
}

/** Renewals a second. */
export interface Speed {
  readonly oneAtATime: number;
  readonly fourAtOnce: number;
}

export interface Renewals {
  readonly count: number;
  readonly parts: number;
  readonly ours: Cost;
  readonly bare: Cost;
  readonly speeds: { readonly ours: Speed; readonly bare: Speed; readonly shell: Speed };
}

type Lot = Awaited<ReturnType<typeof renewalLot>>;

const script = path.join(import.meta.dirname, 'shell-renewal.sh');
const bareClient = path.join(import.meta.dirname, 'bare-client.mjs');

/** A part of a lot's clients. */
function clientsOf({ simulator }: Lot, from: number, count: number) {
  return simulator.certificates.slice(from, from + count).map((client) => {
    const { commonName, p12, passwordFile } = client;
    if (p12 === null || passwordFile === null) throw new Error('a client without files');
    return { name: commonName, p12, password: passwordFile };
  });
}

function bareJob(
  lot: Lot,
  part: { readonly from: number; readonly count: number },
  { together, syncs }: { readonly together: number; readonly syncs: number },
): string {
  const { api, weborca, caFile: ca } = lot.simulator;
  const folder = path.join(lot.folder, 'bare');
  mkdirSync(folder, { recursive: true });
  const clients = clientsOf(lot, part.from, part.count);
  return JSON.stringify({ api, weborca, ca, folder, syncs, together, clients });
}

/** One process's costs, divided by what it renewed; what it costs to start is taken off. */
async function costOf(
  lot: Lot,
  count: number,
  { args, empty, input }: { args: readonly string[]; empty: readonly string[]; input?: string },
): Promise<Cost> {
  const env = environment(lot);
  const nothing = await used(empty, env, input === undefined ? '' : emptyJob(input));
  const before = lot.simulator.connections.length;
  const all = await used(args, env, input);
  const handshakes = (lot.simulator.connections.length - before) / count;
  const each = (key: 'cpuMs' | 'fsyncs' | 'bytes' | 'opened'): number =>
    (all[key] - nothing[key]) / count;
  return {
    cpuMs: each('cpuMs'),
    fsyncs: each('fsyncs'),
    bytes: each('bytes'),
    opened: each('opened'),
    handshakes,
  };
}

function emptyJob(input: string): string {
  const job: object = JSON.parse(input);
  return JSON.stringify({ ...job, clients: [] });
}

function speed(): { one: number[]; four: number[] } {
  return { one: [], four: [] };
}

/** Ours and the bare client are counted, then everybody is timed, in parts and in turn. */
export async function renewals(count: number, parts: number): Promise<Renewals> {
  const lot = await renewalLot(count * (2 + 6 * parts));
  try {
    let next = 0;
    const take = (): { readonly from: number; readonly count: number } => {
      const from = next;
      next += count;
      return { from, count };
    };
    const namesOf = ({ from }: { readonly from: number }): readonly string[] =>
      lot.names.slice(from, from + count);
    const env = environment(lot);
    const [last = ''] = lot.names.slice(-1);
    const ours = await costOf(lot, count, {
      args: [main, 'renew', ...namesOf(take())],
      empty: [main, 'check', last],
    });
    const syncs = Math.round(ours.fsyncs);
    const bare = await costOf(lot, count, {
      args: [bareClient],
      empty: [bareClient],
      input: bareJob(lot, take(), { together: 1, syncs }),
    });
    const taken = { ours: speed(), bare: speed(), shell: speed() };
    const node = process.execPath;
    for (let part = 0; part < parts; part += 1) {
      let ms = 0;
      for (const name of namesOf(take())) ms += await timed(node, [main, 'renew', name], { env });
      taken.ours.one.push(ms);
      taken.ours.four.push(await timed(node, [main, 'renew', ...namesOf(take())], { env }));
      for (const together of [1, 4]) {
        const input = bareJob(lot, take(), { together, syncs });
        const bareMs = await timed(node, [bareClient], { env, input });
        (together === 1 ? taken.bare.one : taken.bare.four).push(bareMs);
        const lines = clientsOf(lot, take().from, count);
        const shellMs = await timed(script, shellArguments(lot, together), {
          env,
          input: lines.map((one) => `${one.name} ${one.p12} ${one.password}\n`).join(''),
        });
        (together === 1 ? taken.shell.one : taken.shell.four).push(shellMs);
      }
    }
    const aSecond = ({ one, four }: { one: number[]; four: number[] }): Speed => ({
      oneAtATime: count / (median(one) / 1000),
      fourAtOnce: count / (median(four) / 1000),
    });
    const speeds = {
      ours: aSecond(taken.ours),
      bare: aSecond(taken.bare),
      shell: aSecond(taken.shell),
    };
    return { count, parts, ours, bare, speeds };
  } finally {
    await lot.close();
  }
}

function shellArguments({ simulator, folder }: Lot, together: number): readonly string[] {
  const { api, weborca, caFile } = simulator;
  return [api, weborca, caFile ?? '', path.join(folder, 'shell'), String(together)];
}
