import { mountPattern, mountsOf, onHost, type Mount } from './mounts.ts';
import type { TextFormat } from './text-format.ts';

/** A place in a text that names a certificate file. */
export interface Reference {
  /** Counted from 0, as the editor does; `end` is exclusive. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** As it stands there, without what escapes it. */
  readonly written: string;
  /** The path on this machine; null: it is one of a container, of which nothing is known here. */
  readonly path: string | null;
  /** What it says that no such file is here. */
  readonly absence: Absence;
  /** Backslashes are written twice. */
  readonly escapes: boolean;
  /** Another path of this machine may be written there instead. */
  readonly replaceable: boolean;
}

/**
 * `missing`: it should be here. `elsewhere`: it may lie in a container, on a server, or with
 * somebody who copies a sample. `nothing`: a word in a comment, a command or a sentence, that may
 * be no path at all.
 */
export type Absence = 'missing' | 'elsewhere' | 'nothing';

const extension = String.raw`\.(?:p12|pfx|crt|cer|pem|der)`;
const named = new RegExp(String.raw`${extension}(?![\w.])`, 'i');
// In quotes anything but the quote and a line end; without quotes no white space, and none of the
// characters that separate values in .env, JSON and YAML.
const patterns = [
  new RegExp(String.raw`"([^"\r\n]{1,400}?${extension})"`, 'gi'),
  new RegExp(String.raw`'([^'\r\n]{1,400}?${extension})'`, 'gi'),
  new RegExp(
    String.raw`(?<=^|[\s=:,\[-])([^\s"'=,;#\[\]{}]{1,400}${extension})(?=$|[\s,;#\]}])`,
    'gi',
  ),
];

export const largestText = 512 * 1024;
const mostReferences = 200;
/** Longer ones were written by a program. */
const longestLine = 2000;

/**
 * The certificate files that a settings text names, in order, and what is known of each without
 * looking at any file.
 *
 * @param sample its files are those of the person who copies it
 */
export function findReferences(
  text: string,
  format: TextFormat,
  sample = false,
): readonly Reference[] {
  if (text.length > largestText || !named.test(text)) return [];
  const lines = text.split(/\r\n|\r|\n/).map((row) => (row.length > longestLine ? '' : row));
  const mounts = format === 'compose' ? mountsOf(lines) : [];
  const found: Reference[] = [];
  for (const [line, row] of lines.entries()) {
    if (!named.test(row)) continue;
    // The other name of the file that `source:` names beside it.
    if (format === 'compose' && targetKey.test(row)) continue;
    for (const span of spansOf(row))
      found.push(referenceOf({ row, line, span, format, sample, mounts }));
    if (found.length >= mostReferences) break;
  }
  // What was cut out of a text is a view of it, and would keep the whole of it in memory.
  return structuredClone(found.slice(0, mostReferences));
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly isMount: boolean;
}

function spansOf(row: string): readonly Span[] {
  const found: Span[] = [];
  /** The container's side of a mount is taken, too: it is another name of the same file. */
  const taken: [number, number][] = [];
  const take = (span: Span, end = span.end): void => {
    if (taken.some(([from, to]) => span.start < to && from < end)) return;
    taken.push([span.start, end]);
    if (named.test(row.slice(span.start, span.end))) found.push(span);
  };
  for (const { 0: whole, 1: source = '', index } of row.matchAll(mountPattern)) {
    const end = index + source.length;
    take({ start: index, end, quote: '', isMount: true }, index + whole.length);
  }
  for (const pattern of patterns) {
    for (const { 0: whole, 1: raw = '', index } of row.matchAll(pattern)) {
      // An option; Spring's resources. What follows two slashes is a URL, and none of ours.
      const prefix =
        /^(?:-{1,2}[\w.-]+=|(?:file|classpath\*?):(?!\/\/))/.exec(raw)?.[0].length ?? 0;
      const start = index + whole.indexOf(raw) + prefix;
      const quote = whole.startsWith(raw) ? '' : (whole[0] ?? '');
      take({ start, end: start + raw.length - prefix, quote, isMount: false });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

interface Found {
  readonly row: string;
  readonly line: number;
  readonly span: Span;
  readonly format: TextFormat;
  readonly sample: boolean;
  readonly mounts: readonly Mount[];
}

function referenceOf({ row, line, span, format, sample, mounts }: Found): Reference {
  const { start, end, quote, isMount } = span;
  const isProperty = quote === '' && format === 'properties';
  const escapes = quote === '"' || isProperty;
  const raw = row.slice(start, end);
  const written = escapes ? unescaped(raw, isProperty) : raw;
  const ofHost =
    isMount ||
    (format !== 'kubernetes' && (format !== 'compose' || isHostKey(row.slice(0, start))));
  const path = ofHost ? written : onHost(written, mounts);
  const absence: Absence = isAside(row, span, format)
    ? 'nothing'
    : sample || !ofHost || format === 'server' || inClassPath.test(row.slice(0, start))
      ? 'elsewhere'
      : 'missing';
  return { line, start, end, written, path, absence, escapes, replaceable: ofHost };
}

/** The keys of docker-compose whose value is a path of the host. */
function isHostKey(before: string): boolean {
  return /(?:^|[\s{,-])(?:source|src|file|device)\s*[:=]\s*["']?$/i.test(before);
}

/** In a comment, or amid other words: of a command, or of a sentence. */
function isAside(row: string, span: Span, format: TextFormat): boolean {
  const before = row.slice(0, span.start);
  if (/^\s*(?:#|\/\/|;|!|\/?\*)|\s#/.test(before)) return true;
  if (span.isMount || format === 'server') return false;
  if (span.quote !== '') {
    // With white space it may be a command or a sentence, and before a colon it is a key.
    return /\s/.test(row.slice(span.start, span.end)) || /^["']\s*:/.test(row.slice(span.end));
  }
  return !valueBegins.test(before) || !/^\s*(?:$|[,;#\]}])/.test(row.slice(span.end));
}

const targetKey = /^\s*(?:-\s*)?(?:target|dst|destination)\s*:/;

const inClassPath = /classpath\*?:$/;

/** After a key, as an entry of a list, or alone. */
const valueBegins =
  /^\s*(?:export\s+)?(?:-\s+)*(?:["']?[\w.$/@[\]-]+["']?\s*[=:]\s*)?(?:(?:file|classpath\*?):)?$|[,[{]\s*(?:[\w.$/@-]+\s*[=:]\s*)?$/;

/** `C:\\certs\\a.p12` is `C:\certs\a.p12`: in double quotes of JSON and YAML, and in properties. */
function unescaped(raw: string, isProperty: boolean): string {
  return raw.replaceAll(isProperty ? /\\([\\:= ])/g : /\\([\\/])/g, '$1');
}
