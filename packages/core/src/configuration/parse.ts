import { parseTree, visit, type Node } from 'jsonc-parser';
import { WeborcaError } from '../errors.ts';

/** JSON with comments, read: its value, and where in the text each part stands. */
export interface ParsedText {
  readonly value: unknown;
  /** The line, from 1, of the deepest part of `path` that exists. */
  readonly lineOf: (path: readonly string[]) => number;
}

/**
 * Reads JSON with comments; trailing commas are fine.
 *
 * @throws WeborcaError `config-invalid`: `blank` for a text without a value (after a power cut that
 *   is what is left of a file: a machine with nothing to do would look the same); with the line
 *   `syntax`, or `duplicate-key` (of two entries with one name, one would silently not be taken
 *   care of)
 */
export function parseText(path: string, text: string): ParsedText {
  try {
    const value = buildValue(path, text);
    if (value === undefined) throw new WeborcaError('config-invalid', { path, reason: 'blank' });
    return { value, lineOf: (at) => lineOf(text, at) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    // The parser is recursive: thousands of open brackets exhaust the stack.
    throw new WeborcaError('config-invalid', { path, reason: 'syntax' }, { cause });
  }
}

type Container = Map<string, unknown> | unknown[];

/**
 * The value, undefined when there is none; without a tree in between, which for 10,000 certificates
 * takes 70 MB and twice as long.
 */
function buildValue(path: string, text: string): unknown {
  const open: { readonly container: Container; key: string }[] = [];
  let root: unknown;
  const put = (value: unknown) => {
    const top = open.at(-1);
    if (top === undefined) root = value;
    else if (top.container instanceof Map) top.container.set(top.key, value);
    else top.container.push(value);
  };
  const close = () => {
    const closed = open.pop()?.container;
    // `fromEntries` defines `__proto__` as an ordinary key, which is then refused as unknown.
    put(closed instanceof Map ? Object.fromEntries(closed) : closed);
  };
  visit(
    text,
    {
      onObjectBegin: () => void open.push({ container: new Map(), key: '' }),
      onArrayBegin: () => void open.push({ container: [], key: '' }),
      onObjectProperty(key, _offset, _length, startLine) {
        const top = open.at(-1);
        if (top === undefined || !(top.container instanceof Map)) return;
        top.key = key;
        if (!top.container.has(key)) return;
        const at = open.map((level) => keyOf(level)).join('.');
        const line = startLine + 1;
        throw new WeborcaError('config-invalid', { path, reason: 'duplicate-key', at, line });
      },
      onObjectEnd: close,
      onArrayEnd: close,
      onLiteralValue: put,
      onError(_error, _offset, _length, startLine) {
        const line = startLine + 1;
        throw new WeborcaError('config-invalid', { path, reason: 'syntax', line });
      },
    },
    { allowTrailingComma: true, allowEmptyContent: true },
  );
  return root;
}

function keyOf(level: { readonly container: Container; readonly key: string }): string {
  return level.container instanceof Map ? level.key : String(level.container.length);
}

function lineOf(text: string, path: readonly string[]): number {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined) return 1;
  const node = deepest(root, path);
  const { offset } = node.parent?.type === 'property' ? node.parent : node;
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

function deepest(root: Node, path: readonly string[]): Node {
  let node = root;
  for (const key of path) {
    const child = node.children?.find((candidate, index) =>
      node.type === 'array' ? String(index) === key : candidate.children?.[0]?.value === key,
    );
    if (child === undefined) return node;
    node = child.type === 'property' ? (child.children?.[1] ?? child) : child;
  }
  return node;
}
