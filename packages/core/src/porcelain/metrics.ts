import { metricsLines, type Measured } from '../metrics/text.ts';
import { readLastRun } from '../schedule/last-run.ts';
import { publishedBySome } from './publish.ts';
import { replaceFile } from './replace-file.ts';
import { eachStatus } from './status.ts';
import type { CertificateStatus, Context } from '../context.ts';

/**
 * The condition of the named certificates, or all, as Prometheus text, in pieces that are made as they
 * are taken.
 *
 * @param from a folder in which other machines have published theirs, instead
 */
export async function metricsPieces(
  context: Context,
  names: readonly string[],
  from: string | null = null,
): Promise<Iterable<string>> {
  const at = context.effects.now();
  if (from !== null) {
    const fleet = await publishedBySome(context, from, names);
    return { [Symbol.iterator]: () => inPieces(metricsLines({ ...fleet, lastRun: null, at })) };
  }
  const certificates: Measured[] = [];
  for await (const one of eachStatus(context, names)) certificates.push(measured(one));
  const lastRun = await readLastRun(context.effects, context.places.stateDir);
  return { [Symbol.iterator]: () => inPieces(metricsLines({ certificates, lastRun, at })) };
}

/** All of it at once. */
export async function metrics(
  context: Context,
  names: readonly string[],
  from: string | null = null,
): Promise<string> {
  return [...(await metricsPieces(context, names, from))].join('');
}

/** What is kept of each, of tens of thousands. */
function measured({
  name,
  service,
  state,
  facts,
  pending,
  consumers,
  lastBackup,
  lastFailure,
}: CertificateStatus): Measured {
  return {
    name,
    service,
    state,
    facts:
      facts === null
        ? null
        : {
            commonName: facts.commonName,
            notBefore: facts.notBefore,
            notAfter: facts.notAfter,
            daysLeft: facts.daysLeft,
          },
    pending: pending === null ? null : {},
    consumers: consumers.map((one) => ({ state: one.state })),
    lastBackup: lastBackup === null ? null : { at: lastBackup.at },
    lastFailure:
      lastFailure === null
        ? null
        : { since: lastFailure.since, step: lastFailure.step, code: lastFailure.error.code },
  };
}

const linesInAPiece = 500;

function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  for (const line of lines) {
    piece.push(line);
    if (piece.length < linesInAPiece) continue;
    yield piece.join('');
    piece = [];
  }
  if (piece.length > 0) yield piece.join('');
}

/** As many bytes as are worth opening the file for: of fifty thousand there are 70 MB. */
const bytesAtOnce = 262_144;

function* inBytes(pieces: Iterable<string>): Generator<Uint8Array> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < bytesAtOnce) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

interface MetricsFile {
  /** Ends in `.prom` for the collector to take it; its folder must exist. */
  readonly file: string;
  /** A folder of what other machines publish. */
  readonly from?: string | null;
}

/**
 * Writes the text for the node exporter's textfile collector: in place by one rename, so that no half
 * of it is ever scraped. The temporary name does not end in `.prom`.
 *
 * @throws WeborcaError `destination-not-writable`
 */
export async function writeMetrics(
  context: Context,
  names: readonly string[],
  { file, from = null }: MetricsFile,
): Promise<string> {
  return replaceFile(context, file, inBytes(await metricsPieces(context, names, from)));
}
