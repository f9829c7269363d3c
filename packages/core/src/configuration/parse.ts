import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { WeborcaError } from '../errors.ts';

/** JSON with comments, read: its value, and where in the text each part stands. */
export interface ParsedText {
  readonly value: unknown;
  /** The line, from 1, of the deepest part of `path` that exists. */
  readonly lineOf: (path: readonly string[]) => number;
}

/** More than fifty thousand certificates; what is larger is not a configuration. */
const maxBytes = 32 * 1024 * 1024;

/** Bytes of the file to text. @throws WeborcaError `config-invalid` (`encoding`) when not UTF-8. */
export function decodeText(path: string, bytes: Uint8Array): string {
  if (bytes.length > maxBytes) {
    throw new WeborcaError('config-invalid', { path, reason: 'unreadable', why: 'too-large' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new WeborcaError(
      'config-invalid',
      { path, reason: 'encoding', expected: 'UTF-8' },
      { cause },
    );
  }
}

/**
 * Reads JSON with comments; trailing commas are fine, an empty text is `{}`.
 *
 * @throws WeborcaError `config-invalid` with the line: `syntax`, or `duplicate-key` (of two
 *   entries with one name, one would silently not be taken care of)
 */
export function parseText(path: string, text: string): ParsedText {
  const errors: ParseError[] = [];
  const root = readTree(path, text, errors);
  const first = errors[0];
  if (first !== undefined) {
    const line = lineAt(text, first.offset);
    throw new WeborcaError('config-invalid', { path, reason: 'syntax', line });
  }
  if (root === undefined) return { value: {}, lineOf: () => 1 };
  return {
    value: toValue(root, (at, offset) => {
      const line = lineAt(text, offset);
      throw new WeborcaError('config-invalid', { path, reason: 'duplicate-key', at, line });
    }),
    lineOf: (at) => {
      const node = deepest(root, at);
      return lineAt(text, (node.parent?.type === 'property' ? node.parent : node).offset);
    },
  };
}

function readTree(path: string, text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch (cause) {
    // The parser is recursive: thousands of open brackets exhaust the stack.
    throw new WeborcaError('config-invalid', { path, reason: 'syntax' }, { cause });
  }
}

function lineAt(text: string, offset: number): number {
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

function toValue(
  node: Node,
  duplicate: (at: string, offset: number) => never,
  at: readonly string[] = [],
): unknown {
  const children = node.children ?? [];
  if (node.type === 'array') {
    return children.map((child, index) => toValue(child, duplicate, [...at, String(index)]));
  }
  if (node.type !== 'object') {
    const value: unknown = node.value;
    return value;
  }
  const entries = new Map<string, unknown>();
  for (const property of children) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    if (entries.has(name)) duplicate([...at, name].join('.'), key.offset);
    entries.set(name, toValue(value, duplicate, [...at, name]));
  }
  // `fromEntries` defines `__proto__` as an ordinary key, which is then refused as unknown.
  return Object.fromEntries(entries);
}
