import { parseTree, type Node } from 'jsonc-parser';
import { indentation, isShort, newLine, print, type JsonValue } from './jsonc-print.ts';

/**
 * Edits of JSON with comments that touch nothing but what they are about. The library's own
 * `modify` puts a new entry before the comment that ends the last line, so that the comment changes
 * its owner; here a comment on an entry's line stays with that entry.
 */
export type Path = readonly (string | number)[];

/** Sets `path`: replaces what stands there, or adds it at the end, with the objects it needs. */
export function setValue(text: string, path: Path, value: JsonValue): string {
  const node = nodeAt(text, path);
  if (node !== undefined) {
    return splice(text, node, print(text, value, depthOf(node)));
  }
  const key = path.at(-1);
  if (key === undefined) return `${leading(text)}${print(text, value, 0)}${newLine(text)}`;
  const above = path.slice(0, -1);
  if (nodeAt(text, above) === undefined) {
    return setValue(text, above, typeof key === 'number' ? [value] : { [key]: value });
  }
  return append(text, above, value, typeof key === 'string' ? key : undefined);
}

/** Adds a value at the end of the array at `path`, which is created when it is not there. */
export function appendValue(text: string, path: Path, value: JsonValue): string {
  if (nodeAt(text, path) === undefined) return setValue(text, path, [value]);
  return append(text, path, value, undefined);
}

/** Takes an entry away, with the comment on its line; comments on lines of their own stay. */
export function removeValue(text: string, path: Path): string {
  const found = nodeAt(text, path);
  const node = found?.parent?.type === 'property' ? found.parent : found;
  const siblings = node?.parent?.children;
  if (node === undefined || siblings === undefined) return text;
  const end = tailOf(text, node.offset + node.length);
  const previous = siblings[siblings.indexOf(node) - 1];
  const lineStart = startOfLine(text, node.offset);
  const ownLine = text.slice(lineStart, node.offset).trim() === '';
  const endsLine = isLineEnd(text, end.afterComment);
  const whole = ownLine && endsLine;
  const before =
    previous === undefined ? offsetAfterBracket(node) : previous.offset + previous.length;
  if (
    !whole &&
    end.afterComma === null &&
    /^[ \t]*,?[ \t]*$/.test(text.slice(before, node.offset))
  ) {
    return splice(text, { offset: before, length: node.offset + node.length - before }, '');
  }
  const from = whole ? lineStart : node.offset;
  const to = whole
    ? afterLineEnd(text, end.afterComment)
    : skipBlanks(text, end.afterComma ?? node.offset + node.length);
  const cut = splice(text, { offset: from, length: to - from }, '');
  // What was last had no comma after it; now the one before it is last.
  if (end.afterComma !== null || previous === undefined) return cut;
  const { afterComma } = tailOf(text, previous.offset + previous.length);
  return afterComma === null ? cut : splice(cut, { offset: afterComma - 1, length: 1 }, '');
}

/** Gives the entry at `path` another key. */
export function renameKey(text: string, path: Path, key: string): string {
  const name = nodeAt(text, path)?.parent?.children?.[0];
  return name === undefined ? text : splice(text, name, JSON.stringify(key));
}

function append(text: string, path: Path, value: JsonValue, key: string | undefined): string {
  const container = nodeAt(text, path);
  if (container === undefined) return text;
  const depth = depthOf(container) + 1;
  const written = `${key === undefined ? '' : `${JSON.stringify(key)}: `}${print(text, value, depth)}`;
  const last = container.children?.at(-1);
  if (last === undefined) return intoEmpty(text, container, written, depth);
  const lastEnd = last.offset + last.length;
  const tail = tailOf(text, lastEnd);
  const comma = tail.afterComma !== null;
  const oneLine = !text.slice(container.offset, lastEnd).includes('\n');
  if (oneLine && isShort(written)) {
    const at = tail.afterComma ?? lastEnd;
    return splice(text, { offset: at, length: 0 }, comma ? ` ${written},` : `, ${written}`);
  }
  const entry = `${newLine(text)}${indentation(text, depth)}${written}${comma ? ',' : ''}`;
  const added = splice(text, { offset: tail.afterComment, length: 0 }, entry);
  return comma ? added : splice(added, { offset: lastEnd, length: 0 }, ',');
}

function intoEmpty(text: string, container: Node, written: string, depth: number): string {
  const inside = text.slice(container.offset + 1, container.offset + container.length - 1);
  const comments = inside.trimEnd();
  if (comments === '' && container.type === 'array' && /^[^{[]/.test(written)) {
    return splice(text, { offset: container.offset + 1, length: inside.length }, written);
  }
  const line = newLine(text);
  const content = `${comments}${line}${indentation(text, depth)}${written}${line}${indentation(text, depth - 1)}`;
  return splice(text, { offset: container.offset + 1, length: inside.length }, content);
}

interface Tail {
  /** Behind the comma that follows; null: none follows. */
  readonly afterComma: number | null;
  /** Behind comma and the comment that stands on the same line. */
  readonly afterComment: number;
}

/** What may follow an entry before the next one. */
const follower = /[ \t\r]+|(?<line>\n)|(?<comment>\/\/[^\r\n]*|\/\*[^]*?\*\/)|(?<comma>,)/y;

/** What follows an entry that ends at `offset`. */
function tailOf(text: string, offset: number): Tail {
  let afterComma: number | null = null;
  let afterComment = offset;
  let sameLine = true;
  follower.lastIndex = offset;
  for (let match = follower.exec(text); match !== null; match = follower.exec(text)) {
    const end = match.index + match[0].length;
    const { line, comment, comma } = match.groups ?? {};
    if (line !== undefined) sameLine = false;
    if (comma !== undefined) {
      if (afterComma !== null) break;
      afterComma = end;
      // A comma at the head of the next line: what comes after it is on that line.
      afterComment = end;
      sameLine = true;
    }
    if (comment !== undefined && sameLine) afterComment = end;
    follower.lastIndex = end;
  }
  return { afterComma, afterComment };
}

function nodeAt(text: string, path: Path): Node | undefined {
  let node = parseTree(text, [], { allowTrailingComma: true });
  for (const key of path) {
    if (node === undefined) return undefined;
    node =
      typeof key === 'number'
        ? node.children?.[key]
        : node.children?.find((property) => property.children?.[0]?.value === key)?.children?.[1];
  }
  return node;
}

function depthOf(node: Node): number {
  let depth = 0;
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (at.type !== 'property') depth += 1;
  }
  return depth;
}

/** A text without any value: whatever comments it has stay at its head. */
function leading(text: string): string {
  const comments = text.trimEnd();
  return comments === '' ? '' : `${comments}${newLine(text)}`;
}

function offsetAfterBracket(node: Node): number {
  return (node.parent?.offset ?? 0) + 1;
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function isLineEnd(text: string, offset: number): boolean {
  return /^[ \t]*(?:\r?\n|$)/.test(text.slice(offset, offset + 200));
}

function afterLineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

function skipBlanks(text: string, offset: number): number {
  let at = offset;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  return at;
}

type Range = Pick<Node, 'offset' | 'length'>;

function splice(text: string, { offset, length }: Range, insert: string): string {
  return text.slice(0, offset) + insert + text.slice(offset + length);
}
