import { isBlank } from './blanks.ts';
import type { Entry, ParsedSettings, SettingsFormat } from './settings.ts';
import type { SettingsText } from './text.ts';
import { keyAtStart, readDocument, readValue, writeYaml } from './yaml.ts';

/**
 * YAML with mappings and lists in each other, in block style: keys are the way to a value,
 * `server.ssl.key-store`, `list[0].certfile`. A value of one line is read and replaced where it
 * stands. What is shared by an anchor, tagged, in flow style or of several lines is passed over;
 * whatever makes it uncertain where something belongs makes the whole file unreadable to us.
 */
export const yamlTreeSettings: SettingsFormat = {
  parse: parseTree,
  write: writeYaml,
  prefix: (key) => `${key}: `,
  addsKeys: 'top',
};

/**
 * An anchor or a tag, or both, and a comment. Each ends where a blank begins: without that, a line of
 * thirty `&` could be taken apart in a billion ways.
 */
const properties = /^[&!][^\s,[\]{}]*(?:[ \t]+[&!][^\s,[\]{}]*)*[ \t]*(?:#.*)?$/;

/** No real settings are deeper. */
const mostLevels = 50;

/** A mapping or list that lines belong to. */
interface Frame {
  readonly kind: 'map' | 'list';
  readonly indent: number;
  readonly path: string;
  /** Below an anchor or a tag: what is changed here would change elsewhere, too. */
  readonly sealed: boolean;
  /** Its keys, and whether more than a text stood there. */
  readonly seen: Map<string, boolean>;
  items: number;
}

/** A key or dash whose value is on the lines below. */
interface Opening {
  readonly path: string;
  readonly indent: number;
  readonly sealed: boolean;
  readonly fromMap: boolean;
}

interface State {
  readonly text: SettingsText;
  readonly entries: Entry[];
  readonly frames: Frame[];
  opening: Opening | null;
  /** Lines deeper than this belong to a value that is passed over. */
  passOver: number | null;
  skipTo: number;
}

function parseTree(text: SettingsText): ParsedSettings | null {
  const state: State = {
    text,
    entries: [],
    frames: [],
    opening: null,
    passOver: null,
    skipTo: 0,
  };
  const appendAt = readDocument(text, (index) => (readLine(state, index) ? state.skipTo : null));
  if (appendAt === null || hasMoreDocuments(text, appendAt)) return null;
  return { entries: withoutTwofold(state.entries), appendAt };
}

/**
 * Readers differ in which document counts: Spring lays each later one over the earlier, Ruby and
 * Python take the first, others refuse the file.
 */
function hasMoreDocuments({ lines, mask }: SettingsText, appendAt: number): boolean {
  return lines.some(
    ({ start, end }) =>
      start >= appendAt && !/^(?:---|\.\.\.)?[ \t]*(?:#.*)?$/.test(mask.slice(start, end)),
  );
}

/** False: where this line belongs cannot be told. */
function readLine(state: State, index: number): boolean {
  const { text, frames } = state;
  const line = text.lines[index] ?? { start: 0, end: 0 };
  const content = text.mask.slice(line.start, line.end);
  const indent = /^ */.exec(content)?.[0].length ?? 0;
  if (state.passOver !== null && indent > state.passOver) return true;
  state.passOver = null;
  if (content[indent] === '\t') return false;
  const isItem = startsItem(content.slice(indent));
  while ((frames.at(-1)?.indent ?? -1) > indent) frames.pop();
  const top = frames.at(-1);
  if (top !== undefined && top.indent === indent) {
    if (top.kind === 'map' && isItem) {
      // A list may stand as deep as the key that it is the value of.
      if (state.opening?.fromMap !== true || state.opening.indent !== indent) return false;
      frames.push(frameOf('list', indent, state.opening));
    } else if (top.kind === 'list' && !isItem) {
      frames.pop();
      const below = frames.at(-1);
      if (below?.kind !== 'map' || below.indent !== indent) return false;
    }
  } else {
    if (frames.length > 0 && state.opening === null) return false;
    frames.push(frameOf(isItem ? 'list' : 'map', indent, state.opening));
  }
  state.opening = null;
  return readNode(state, index, indent);
}

function frameOf(
  kind: Frame['kind'],
  indent: number,
  opening: Pick<Opening, 'path' | 'sealed'> | null,
): Frame {
  const { path, sealed } = opening ?? { path: '', sealed: false };
  return { kind, indent, path, sealed, seen: new Map(), items: 0 };
}

function startsItem(content: string): boolean {
  return /^-(?: |$)/.test(content);
}

/** What begins at this column of the line, which belongs to the innermost frame. */
function readNode(state: State, index: number, column: number): boolean {
  const { text, frames } = state;
  const frame = frames.at(-1);
  const line = text.lines[index];
  if (frame === undefined || line === undefined || frames.length > mostLevels) return false;
  const start = line.start + column;
  const content = text.mask.slice(start, line.end);
  if (frame.kind === 'list') {
    const dash = /^-(?: +|$)/.exec(content)?.[0].length;
    if (dash === undefined || content[dash] === '\t') return false;
    const path = `${frame.path}[${frame.items}]`;
    frame.items += 1;
    const inner = content.slice(dash);
    const isList = startsItem(inner);
    const isMap = !isList && keyAtStart(text, inner, start + dash) !== null;
    if (isList || isMap) {
      const { sealed } = frame;
      frames.push(frameOf(isList ? 'list' : 'map', column + dash, { path, sealed }));
      return readNode(state, index, column + dash);
    }
    return readBelow(state, index, { path, column, from: start + 1, fromMap: false });
  }
  const key = keyAtStart(text, content, start);
  if (key === null) return false;
  const path = frame.path === '' ? key.name : `${frame.path}.${key.name}`;
  const deep = readBelow(state, index, { path, column, from: start + key.length, fromMap: true });
  const isMore = state.opening !== null;
  // A later mapping replaces an earlier one of its name as a whole.
  const before = frame.seen.get(key.name);
  if (before !== undefined && (before || isMore)) return false;
  frame.seen.set(key.name, isMore);
  return deep;
}

interface Below {
  readonly path: string;
  readonly column: number;
  /** Right behind the colon or the dash. */
  readonly from: number;
  readonly fromMap: boolean;
}

/** The value of a key or an item: on this line, or what follows deeper. */
function readBelow(state: State, index: number, { path, column, from, fromMap }: Below): boolean {
  const { text, frames } = state;
  const line = text.lines[index];
  if (line === undefined) return false;
  const sealed = frames.at(-1)?.sealed === true;
  const rest = text.mask.slice(from, line.end).replace(/^[ \t]+/, '');
  const longer = goesOn(text, index, { column, fromMap });
  const add = (value: Omit<Entry, 'key' | 'line'>): void => {
    const { start, end, quote, needsSpace } = value;
    const shown = sealed ? null : value.value;
    state.entries.push({ key: path, line: index, start, end, value: shown, quote, needsSpace });
  };
  const unread = { start: from, end: line.end, value: null, quote: '', needsSpace: false } as const;
  if (longer && /^(?:#.*)?$/.test(rest)) {
    state.opening = { path, indent: column, sealed, fromMap };
    return true;
  }
  if (longer && properties.test(rest)) {
    state.opening = { path, indent: column, sealed: true, fromMap };
    return true;
  }
  if (/^[[{]/.test(rest)) {
    const end = flowEnd(text.mask, line.end - rest.length);
    if (end === null) return false;
    state.skipTo = end;
    add(unread);
    return true;
  }
  if (/^[|>&!*]/.test(rest)) {
    state.passOver = column;
    add(unread);
    return true;
  }
  const value = readValue(text, { index, from, longer });
  if (longer) state.passOver = column;
  state.skipTo = value.skipTo;
  add(value);
  return true;
}

/** Whether the next line with something on it belongs to what begins in this one. */
function goesOn(
  { lines, mask }: SettingsText,
  index: number,
  { column, fromMap }: Pick<Below, 'column' | 'fromMap'>,
): boolean {
  for (let next = index + 1; next < lines.length; next += 1) {
    const line = lines[next];
    if (line === undefined) break;
    const content = mask.slice(line.start, line.end);
    if (/^[ \t]*(?:#.*)?$/.test(content)) continue;
    const indent = /^[ \t]*/.exec(content)?.[0].length ?? 0;
    return indent > column || (fromMap && indent === column && startsItem(content.slice(indent)));
  }
  return false;
}

/** Behind the bracket that closes a flow collection; null: it is not closed, or more stands there. */
function flowEnd(mask: string, start: number): number | null {
  let depth = 0;
  for (let at = start; at < mask.length; at += 1) {
    const character = mask[at] ?? '';
    if (character === '#' && (isBlank(mask[at - 1]) || mask[at - 1] === '\n')) {
      const lineEnd = mask.indexOf('\n', at);
      if (lineEnd < 0) return null;
      at = lineEnd;
    } else if ((character === '"' || character === "'") && /[\s,[{:]/.test(mask[at - 1] ?? '')) {
      const quoted = character === "'" ? /'(?:[^']|'')*'/y : /"(?:[^"\\]|\\[^])*"/y;
      quoted.lastIndex = at;
      const found = quoted.exec(mask);
      if (found === null) return null;
      at += found[0].length - 1;
    } else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') {
      depth -= 1;
      if (depth > 0) continue;
      const lineEnd = mask.indexOf('\n', at);
      const behind = mask.slice(at + 1, lineEnd < 0 ? mask.length : lineEnd);
      return /^[ \t]*(?:[ \t]#.*)?\r?$/.test(behind) ? (lineEnd < 0 ? mask.length : lineEnd) : null;
    }
  }
  return null;
}

/** `a.b:` and `a:` with `b:` in it are two ways to one name: which one a program takes is its affair. */
function withoutTwofold(entries: readonly Entry[]): readonly Entry[] {
  const counts = Map.groupBy(entries, ({ key }) => key);
  return entries.map((entry) => {
    const twice = (counts.get(entry.key)?.length ?? 0) > 1 && /[.[]/.test(entry.key);
    return twice ? { ...entry, value: null } : entry;
  });
}
