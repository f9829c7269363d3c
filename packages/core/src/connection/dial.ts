import { lookup } from 'node:dns/promises';
import net, { isIP, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** An address of a name, as the system's lookup gives it. */
export interface Address {
  readonly address: string;
  readonly family: number;
}

/** What dialling does to the world; a test answers for it. */
export interface Dialling {
  readonly lookup: (host: string) => Promise<readonly Address[]>;
  /** Resolves with the connected socket; after an abort the attempt must be gone. */
  readonly attempt: (address: string, port: number, signal: AbortSignal) => Promise<Socket>;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

export interface DialTarget {
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** RFC 8305, 5: how long the next address waits for the one before. */
const headStartMs = 250;

const system: Dialling = {
  lookup: (host) => lookup(host, { all: true }),
  attempt: openSocket,
  wait: (ms, signal) => delay(ms, undefined, { signal }),
};

/**
 * Opens a TCP connection to whichever address of a host answers first (RFC 8305): each gets a head
 * start before the next, and none is given up for it. Node's own way gives an address up after those
 * 250 ms, and on a slow line ends with the address family that has no route at all.
 *
 * @throws an `AggregateError` of what each address said, the most telling first; with the code
 *   `ETIMEDOUT` when the time was over, and the signal's reason after an abort.
 */
export async function dial(target: DialTarget, instead: Partial<Dialling> = {}): Promise<Socket> {
  const dialling = { ...system, ...instead };
  const { host, timeoutMs, signal } = target;
  const over = new AbortController();
  const end = AbortSignal.any([signal, over.signal]);
  const errors: unknown[] = [];
  let late = false;
  const inTime = async (): Promise<never> => {
    await dialling.wait(timeoutMs, end);
    late = true;
    throw Object.assign(new AggregateError(errors, 'no answer in time'), { code: 'ETIMEDOUT' });
  };
  const connected = async (): Promise<Socket> => {
    const addresses = inTurn(await found(host, dialling));
    return await firstOf(addresses, { ...target, signal: end }, dialling, errors);
  };
  try {
    return await Promise.race([connected(), inTime()]);
  } catch (error) {
    if (!late) signal.throwIfAborted();
    throw error;
  } finally {
    over.abort();
  }
}

/** One after the other begins, and all go on; what each says is added to `errors`. */
async function firstOf(
  addresses: readonly Address[],
  { port, signal }: Pick<DialTarget, 'port' | 'signal'>,
  dialling: Dialling,
  errors: unknown[],
): Promise<Socket> {
  const running: Promise<void>[] = [];
  let open: Socket | null = null;
  const { promise, resolve } = Promise.withResolvers<Socket>();
  for (const { address } of addresses) {
    const attempt = dialling.attempt(address, port, signal).then(
      (socket) => {
        // Given up meanwhile, or another one was there at the same moment.
        if (open !== null || signal.aborted) return void socket.destroy();
        open = socket;
        return resolve(socket);
      },
      (error: unknown) => void errors.push(error),
    );
    running.push(attempt);
    // An address that fails gives the rest of its head start to the next.
    await Promise.race([attempt, promise, dialling.wait(headStartMs, signal)]);
    if (open !== null) return open;
  }
  const noneLeft = Promise.all(running).then(() => open);
  const last = await Promise.race([promise, noneLeft]);
  if (last !== null) return last;
  throw new AggregateError(errors.toSorted(byTelling), 'no address answers');
}

async function found(host: string, dialling: Dialling): Promise<readonly Address[]> {
  const family = isIP(host);
  return family === 0 ? await dialling.lookup(host) : [{ address: host, family }];
}

/** Families take turns, beginning with the one that the system would take (RFC 8305, 4). Pure. */
export function inTurn(addresses: readonly Address[]): readonly Address[] {
  const first = addresses.filter(({ family }) => family === addresses[0]?.family);
  const others = addresses.filter(({ family }) => family !== addresses[0]?.family);
  const turns = Math.max(first.length, others.length);
  return Array.from({ length: turns }, (_, turn) => [first[turn], others[turn]])
    .flat()
    .filter((address) => address !== undefined);
}

/** That one family has no route says less than what the other one met. */
function byTelling(a: unknown, b: unknown): number {
  return Number(isWithoutRoute(a)) - Number(isWithoutRoute(b));
}

function isWithoutRoute(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'EADDRNOTAVAIL';
}

function openSocket(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port, keepAlive: true });
    const stop = (): void => void socket.destroy(new Error('ended'));
    const settle = (): void => {
      signal.removeEventListener('abort', stop);
      socket.removeListener('error', fail);
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', fail);
    socket.once('connect', () => {
      settle();
      // What happens to it next is told by the code that uses it.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}
