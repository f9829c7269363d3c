import type {
  Connect,
  ConnectionTarget,
  Exchange,
  HttpCall,
  MutualTls,
  TlsSeen,
} from '../connection/types.ts';
import type { RenewalResult } from '../context.ts';
import { isRecord } from '../json.ts';
import { Secret } from '../secret.ts';
import { describeIssued, type IssuedFile } from './issued.ts';
import { type ExchangeRecord, type RecordedCall, recordText } from './record.ts';
import { answerShape, failureShape, headerNames, purposeOf } from './shapes.ts';

export interface Recorder {
  /** Connections that are looked at; what they do is as without. */
  readonly connect: Connect;
  /** What was seen, as the text that is handed on; null: the run never began. */
  readonly finish: (results: readonly RenewalResult[]) => Promise<string | null>;
}

/** Looks at a run's calls from outside: nothing is asked, delayed or changed because of it. */
export function createRecorder(connect: Connect, clock: () => Date): Recorder {
  const begun = clock().getTime();
  const hosts: string[] = [];
  const calls: { readonly shape: RecordedCall; readonly file: IssuedFile | null }[] = [];
  // The service's latest, for the file that is fetched next; a run resumed has none.
  let password: Secret | null = null;

  const note = (target: ConnectionTarget, call: HttpCall, seen: Seen): void => {
    const { exchange, started, tls } = seen;
    const now = clock();
    const purpose = purposeOf(call);
    const { origin } = target.origin;
    if (!hosts.includes(origin)) hosts.push(origin);
    const shape: RecordedCall = {
      purpose,
      method: call.method,
      hostNumber: hosts.indexOf(origin) + 1,
      certificateShown: target.identity !== null,
      startedAfterMs: Math.max(0, started.getTime() - begun),
      tookMs: Math.max(0, now.getTime() - started.getTime()),
      newConnection: tls === null ? null : { tls: tls.version, cipher: tls.cipher },
      sentHeaderNames: headerNames(call.headers),
      sentBytes: call.body?.length ?? 0,
      answer: exchange.kind === 'answer' ? answerShape(exchange.answer, { ...call, now }) : null,
      failure: exchange.kind === 'failure' ? failureShape(exchange) : null,
      issued: null,
    };
    if (purpose === 'request') password = passwordIn(exchange);
    const body = shape.answer?.body;
    const isFile = purpose === 'download' && body?.kind === 'pkcs12' && body.complete;
    const bytes = exchange.kind === 'answer' ? exchange.answer.body : null;
    const asking = target.identity?.leaf ?? null;
    const file = isFile && bytes !== null ? { bytes, password, asking, uri: call.url, now } : null;
    calls.push({ shape, file });
  };

  return {
    connect(target) {
      let tls: TlsSeen | null = null;
      const connection = connect({
        ...target,
        opened: (seen) => {
          tls = seen;
        },
      });
      const call: MutualTls['call'] = async (wanted, signal) => {
        tls = null;
        const started = clock();
        const exchange = await connection.call(wanted, signal);
        // What cannot be described is left out, rather than in the way of a renewal.
        try {
          note(target, wanted, { exchange, started, tls });
        } catch {
          return exchange;
        }
        return exchange;
      };
      return { ...connection, call };
    },
    async finish(results) {
      if (calls.length === 0 && results.length === 0) return null;
      const described: RecordedCall[] = [];
      for (const { shape, file } of calls) {
        described.push(file === null ? shape : { ...shape, issued: await describeIssued(file) });
      }
      return recordText({ calls: described, outcomes: results.map(outcomeOf) });
    },
  };
}

interface Seen {
  readonly exchange: Exchange;
  readonly started: Date;
  readonly tls: TlsSeen | null;
}

function passwordIn(exchange: Exchange): Secret | null {
  if (exchange.kind === 'failure') return null;
  try {
    const said: unknown = JSON.parse(Buffer.from(exchange.answer.body).toString('utf8'));
    return isRecord(said) && typeof said['pass'] === 'string' ? new Secret(said['pass']) : null;
  } catch {
    return null;
  }
}

function outcomeOf({
  outcome,
  verified,
  error,
}: RenewalResult): ExchangeRecord['outcomes'][number] {
  const details = error?.details;
  const reason: unknown = details !== undefined && 'reason' in details ? details.reason : undefined;
  return {
    outcome,
    acceptedByWebOrca: verified,
    code: error?.code ?? null,
    // Core's own words only; what a server said is a text with blanks, capitals or digits.
    reason: typeof reason === 'string' && /^[a-z-]{1,60}$/.test(reason) ? reason : null,
  };
}
