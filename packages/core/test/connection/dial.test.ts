import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dial, inTurn, type Address, type Dialling } from '../../src/connection/dial.ts';

const timeoutMs = 15_000;
const never = new AbortController().signal;

interface Line {
  readonly family: 4 | 6;
  /** Connects or fails after so long; null: never answers. */
  readonly after: number | null;
  readonly fails: string | null;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const stop = (): void => {
      clearTimeout(timer);
      reject(new Error('stopped'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Addresses that behave as told, in a time of its own. */
function world(lines: readonly Line[]) {
  const attempts: { address: string; at: number; gone: boolean }[] = [];
  const addresses = lines.map(({ family }, index) => ({ address: String(index), family }));
  const dialling: Dialling = {
    lookup: async () => addresses,
    wait,
    async attempt(address, _port, signal) {
      const made = { address, at: Date.now(), gone: false };
      attempts.push(made);
      const line = lines[Number(address)];
      try {
        await wait(line?.after ?? 1e9, signal);
      } finally {
        made.gone = true;
      }
      if (line?.fails != null) throw Object.assign(new Error(), { code: line.fails });
      return Object.assign(new Socket(), { dialled: address });
    },
  };
  return { dialling, attempts };
}

async function dialled(lines: readonly Line[]) {
  vi.useFakeTimers({ now: 0 });
  const { dialling, attempts } = world(lines);
  const result = dial({ host: 'name', port: 1, timeoutMs, signal: never }, dialling).then(
    (socket) => ({ open: 'dialled' in socket ? socket.dialled : null, at: Date.now() }),
    (error: unknown) => ({ error, at: Date.now() }),
  );
  await vi.runAllTimersAsync();
  return { ...(await result), attempts };
}

afterEach(() => {
  vi.useRealTimers();
});

test('a slow line is not given up for a family without a route', async () => {
  const found = await dialled([
    { family: 4, after: 3500, fails: null },
    { family: 6, after: 0, fails: 'ENETUNREACH' },
  ]);
  expect(found).toMatchObject({ open: '0', at: 3500 });
});

test('an address that swallows everything costs a quarter of a second', async () => {
  const found = await dialled([
    { family: 6, after: null, fails: null },
    { family: 4, after: 20, fails: null },
  ]);
  expect(found).toMatchObject({ open: '1', at: 270 });
});

test('what the family with a route says comes first', async () => {
  const found = await dialled([
    { family: 6, after: 0, fails: 'ENETUNREACH' },
    { family: 4, after: 5, fails: 'ECONNREFUSED' },
  ]);
  expect(found).toMatchObject({
    at: 5,
    error: { errors: [{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH' }] },
  });
});

const anyLine: fc.Arbitrary<Line> = fc.record({
  family: fc.constantFrom(4, 6),
  after: fc.option(fc.nat({ max: 20_000 })),
  fails: fc.option(fc.constantFrom('ECONNREFUSED', 'ENETUNREACH', 'ETIMEDOUT')),
});

test('whatever the addresses do: whichever can be reached is, in time, and nothing is left open', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine, { minLength: 1, maxLength: 6 }), async (lines) => {
      const found = await dialled(lines);
      vi.useRealTimers();
      const good = lines.filter(({ after, fails }) => after !== null && fails === null);
      const soonest = Math.min(...good.map(({ after }) => after ?? Infinity));
      const latest = soonest + 250 * (lines.length - 1);
      expect(found.at).toBeLessThanOrEqual(
        Math.min(latest === Infinity ? timeoutMs : latest, timeoutMs),
      );
      expect('open' in found || latest >= timeoutMs).toBe(true);
      const silent = lines.some(({ after, fails }) => after === null || fails === null);
      const timedOut = 'error' in found && silent;
      expect(timedOut ? found.error : { code: 'ETIMEDOUT' }).toMatchObject({ code: 'ETIMEDOUT' });
      expect(found.attempts.filter(({ gone }) => !gone)).toStrictEqual([]);
    }),
  );
});

test('families take turns, and nothing is lost', () => {
  const address: fc.Arbitrary<Address> = fc.record({
    address: fc.string(),
    family: fc.constantFrom(4, 6),
  });
  fc.assert(
    fc.property(fc.array(address), (addresses) => {
      const order = inTurn(addresses);
      expect(order.toSorted(byAddress)).toStrictEqual(addresses.toSorted(byAddress));
      expect(order[0]).toBe(addresses[0]);
      const other = addresses.find(({ family }) => family !== addresses[0]?.family);
      expect(order[1]).toBe(other ?? addresses[1]);
    }),
  );
});

function byAddress(a: Address, b: Address): number {
  return `${a.address} ${a.family}`.localeCompare(`${b.address} ${b.family}`);
}

describe('over real sockets', () => {
  test('an interrupted dialling ends at once, with the reason', async () => {
    const stop = new AbortController();
    const hanging = { lookup: () => new Promise<never>(() => undefined) };
    const dialling = dial({ host: 'name', port: 1, timeoutMs, signal: stop.signal }, hanging);
    stop.abort(new Error('Ctrl-C'));
    await expect(dialling).rejects.toThrow('Ctrl-C');
  });

  // The queue of a stopped process fills up: a SYN is dropped, and its repetition after a second
  // gets through, as on a slow line. The other family has no route.
  test.runIf(process.platform === 'linux')(
    'slow on one family, no route on the other',
    async () => {
      const child = fork(new URL('support/slow-listener.mjs', import.meta.url), { stdio: 'pipe' });
      const [message] = await once(child, 'message');
      const port = Number(message);
      child.kill('SIGSTOP');
      const crowd = Array.from({ length: 3 }, () =>
        connect(port, '127.0.0.1').on('error', () => undefined),
      );
      await once(crowd[1] ?? child, 'connect');
      const release = setTimeout(() => child.kill('SIGCONT'), 600);
      try {
        const socket = await dial(
          { host: 'name', port, timeoutMs, signal: never },
          {
            lookup: async () => [
              { address: '127.0.0.1', family: 4 },
              { address: '2001:db8::1', family: 6 },
            ],
          },
        );
        expect(socket.remoteAddress).toBe('127.0.0.1');
        socket.destroy();
      } finally {
        clearTimeout(release);
        for (const one of crowd) one.destroy();
        child.kill('SIGKILL');
      }
    },
  );
});
