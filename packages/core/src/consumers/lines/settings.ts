import { Secret } from '../../secret.ts';
import { encodeFor, readSettingsText, type SettingsText } from './text.ts';

/** One `key: value` as it stands in a file. */
export interface Entry {
  readonly key: string;
  /** Counted from 0. */
  readonly line: number;
  /** Byte offsets of the value with its quotes; empty where there is none. */
  readonly start: number;
  readonly end: number;
  /** Null: not a single-line value that this program reads; it is never changed. */
  readonly value: string | null;
  /**
   * Where it begins and ends is certain, not what it says: its readers differ (`.env`). It may be
   * replaced as a whole; `value` is null.
   */
  readonly readersDiffer?: boolean;
  readonly quote: '' | "'" | '"' | '`';
  /** Where the separator has nothing after it, a space goes before the value. */
  readonly needsSpace: boolean;
}

export interface ParsedSettings {
  readonly entries: readonly Entry[];
  /** Byte offset where a new line may be put after everything else. */
  readonly appendAt: number;
}

/** The grammar of one kind of settings file. */
export interface SettingsFormat {
  /** Null: something in the file is not understood, so that an edit might land in the wrong place. */
  readonly parse: (text: SettingsText) => ParsedSettings | null;
  /** The value with quotes and escapes, as `like` has them where possible; null: cannot be written. */
  readonly write: (value: string, like: Entry | null, text: SettingsText) => string | null;
  /** What stands before the value in a new line: `:passphrase: `. */
  readonly prefix: (key: string) => string;
  /**
   * Where a key that is not there may be added as a line: at the top level only, or any; left out:
   * nowhere.
   */
  readonly addsKeys?: 'top' | 'any';
  /** What its readers make of a value, where they may differ, the likeliest first. */
  readonly readings?: (entry: Entry, settings: Settings) => readonly string[];
}

/** A file with its effective values: of a key that stands twice, the last counts for every reader. */
export interface Settings {
  readonly text: SettingsText;
  readonly parsed: ParsedSettings;
  readonly format: SettingsFormat;
  /** Undefined: no such key; null: its value is not a single-line one. */
  readonly get: (key: string) => string | null | undefined;
  /** What the value may be to one reader or another; for what is only read. None: no such key. */
  readonly readings: (key: string) => readonly string[];
}

export function readSettings(format: SettingsFormat, bytes: Uint8Array): Settings | null {
  const text = readSettingsText(bytes);
  const parsed = text === null ? null : format.parse(text);
  if (text === null || parsed === null) return null;
  const values = new Map(parsed.entries.map((entry) => [entry.key, entry.value]));
  const settings: Settings = {
    text,
    parsed,
    format,
    get: (key) => values.get(key),
    readings(key) {
      const entry = effective(parsed, key);
      if (entry === undefined) return [];
      if (format.readings !== undefined) return format.readings(entry, settings);
      return entry.value === null ? [] : [entry.value];
    },
  };
  return settings;
}

function effective(parsed: ParsedSettings, key: string): Entry | undefined {
  return parsed.entries.findLast((entry) => entry.key === key);
}

export interface SettingChange {
  readonly key: string;
  readonly value: string | Secret;
  /** A missing key is added after the last of these that is there, else at the end. */
  readonly after?: readonly string[];
}

export interface LineEdit {
  /** Counted from 1, in the file as it was; a new line has the number it gets. */
  readonly line: number;
  readonly key: string;
  readonly before: string | Secret | null;
  readonly after: string | Secret;
}

export type EditResult =
  | { readonly kind: 'edited'; readonly bytes: Uint8Array; readonly edits: readonly LineEdit[] }
  | { readonly kind: 'refused'; readonly reason: 'value-not-single-line' | 'value-not-writable' };

/**
 * Sets values by replacing nothing but the bytes of the values, or by adding whole lines. The result
 * is read again: unless it has exactly the wanted values and every other one as before, it is
 * refused, whatever the value contained.
 */
export function editSettings(settings: Settings, changes: readonly SettingChange[]): EditResult {
  const splices: Splice[] = [];
  const edits: LineEdit[] = [];
  for (const change of changes) {
    const planned = planChange(settings, change);
    if (planned === 'same') continue;
    if (typeof planned === 'string') return { kind: 'refused', reason: planned };
    splices.push(planned.splice);
    edits.push(planned.edit);
  }
  const bytes = applySplices(settings.text.bytes, splices);
  if (!holds(settings, bytes, changes)) return { kind: 'refused', reason: 'value-not-writable' };
  return { kind: 'edited', bytes, edits };
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

type PlannedEdit = { readonly splice: Splice; readonly edit: LineEdit };

function planChange(
  settings: Settings,
  change: SettingChange,
): PlannedEdit | 'same' | 'value-not-single-line' | 'value-not-writable' {
  const { text, parsed, format } = settings;
  const wanted = plain(change.value);
  const entry = effective(parsed, change.key) ?? null;
  if (entry !== null && entry.value === null && entry.readersDiffer !== true) {
    return 'value-not-single-line';
  }
  if (entry?.value === wanted) return 'same';
  const written = format.write(wanted, entry, text);
  const encoded = written === null ? null : encodeFor(text, written);
  if (encoded === null) return 'value-not-writable';
  if (entry !== null) {
    const space = entry.needsSpace ? Buffer.from(' ') : Buffer.alloc(0);
    const before = change.value instanceof Secret ? new Secret(entry.value ?? '') : entry.value;
    return {
      splice: { start: entry.start, end: entry.end, bytes: Buffer.concat([space, encoded]) },
      edit: { line: entry.line + 1, key: change.key, before, after: change.value },
    };
  }
  const at = insertionPoint(settings, change.after ?? []);
  const lineEnd = Buffer.from(text.lineEnd);
  const unterminated = at > 0 && text.mask[at - 1] !== '\n' && at > firstByte(text);
  const line = Buffer.concat([Buffer.from(format.prefix(change.key)), encoded]);
  return {
    splice: {
      start: at,
      end: at,
      bytes: Buffer.concat(unterminated ? [lineEnd, line] : [line, lineEnd]),
    },
    edit: { line: lineNumber(text, at), key: change.key, before: null, after: change.value },
  };
}

function plain(value: string | Secret): string {
  return typeof value === 'string' ? value : value.reveal();
}

function firstByte(text: SettingsText): number {
  return text.lines[0]?.start ?? 0;
}

function insertionPoint({ text, parsed }: Settings, after: readonly string[]): number {
  const anchors = parsed.entries.filter((entry) => after.includes(entry.key));
  const anchor = anchors.at(-1);
  if (anchor === undefined || anchor.value === null) return parsed.appendAt;
  // The value may have gone on over several lines (Java properties): after the last of them.
  const line = text.lines.find(({ next, start }) => anchor.end >= start && anchor.end <= next - 1);
  return line?.next ?? parsed.appendAt;
}

function lineNumber(text: SettingsText, at: number): number {
  const before = text.lines.filter(({ next }) => next <= at).length;
  return before + 1;
}

function applySplices(bytes: Uint8Array, splices: readonly Splice[]): Uint8Array {
  // Stable: lines added at the same place keep the order they were asked for in.
  const sorted = splices.toSorted((a, b) => a.start - b.start);
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const splice of sorted) {
    parts.push(bytes.subarray(at, splice.start), splice.bytes);
    at = splice.end;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}

function holds(
  { parsed, format }: Settings,
  bytes: Uint8Array,
  changes: readonly SettingChange[],
): boolean {
  const now = readSettings(format, bytes);
  if (now === null) return false;
  const wanted = new Map(parsed.entries.map((entry) => [entry.key, entry.value]));
  for (const { key, value } of changes) wanted.set(key, plain(value));
  const added = changes.filter(({ key }) => effective(parsed, key) === undefined);
  const keys = new Set(now.parsed.entries.map((entry) => entry.key));
  return (
    now.parsed.entries.length ===
      parsed.entries.length + new Set(added.map(({ key }) => key)).size &&
    keys.size === wanted.size &&
    [...wanted].every(([key, value]) => now.get(key) === value)
  );
}
