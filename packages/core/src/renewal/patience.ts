import type { Connect, Exchange, HttpCall, MutualTls } from '../connection/types.ts';
import { hasCode } from '../errors.ts';
import { refusal } from './service.ts';

/** So many requests in a row, of different certificates, get nothing before a run leaves it. */
const mostInARow = 5;

type Failed = Extract<Exchange, { kind: 'failure' }>['error'];

/**
 * For one run over many certificates: a service that says it is busy or under maintenance, or that
 * cannot be reached, is not asked again for each of thousands. After five such answers in a row,
 * with no other between them, the requests for the rest certainly do not leave: they fail with what
 * was said last, are not counted, and the next run asks. Downloads and handshakes go on.
 *
 * @example
 * const connect = patiently(context.connect, effects.now);
 */
export function patiently(connect: Connect, now: () => Date): Connect {
  const inARow = new Map<string, readonly Failed[]>();
  return (target) => {
    const connection = connect(target);
    const { origin } = connection;
    const call: MutualTls['call'] = async (wanted: HttpCall, signal) => {
      if (wanted.method !== 'POST') return connection.call(wanted, signal);
      const before = inARow.get(origin) ?? [];
      const last = before.at(-1);
      if (last !== undefined && before.length >= mostInARow) {
        return { kind: 'failure', error: last, mayHaveArrived: false };
      }
      const exchange = await connection.call(wanted, signal);
      const trouble = troubleOf(exchange, target.origin.host, now());
      if (trouble === null) inARow.delete(origin);
      else inARow.set(origin, [...(inARow.get(origin) ?? []), trouble].slice(-mostInARow));
      return exchange;
    };
    return { ...connection, call };
  };
}

/** What concerns every certificate alike; null for what concerns one, and for success. */
function troubleOf(exchange: Exchange, host: string, now: Date): Failed | null {
  if (exchange.kind === 'failure') {
    return exchange.error.code === 'service-unreachable' ? exchange.error : null;
  }
  const { status } = exchange.answer;
  const error = status < 400 ? null : refusal(exchange.answer, host, now);
  return hasCode(error, 'service-busy') || hasCode(error, 'service-maintenance') ? error : null;
}
