import { visit } from 'jsonc-parser';
import type { Entry, ParsedSettings, SettingsFormat } from './settings.ts';
import { decodePart, type SettingsText } from './text.ts';

/**
 * JSON, with comments and trailing commas where a file has them. Keys are the way to a value:
 * `list[0].certfile`. Texts are read and replaced where they stand; a key that is not there is not
 * added, and what is no text is never changed.
 */
export const jsonSettings: SettingsFormat = {
  parse: parseJson,
  // Half of a character, escaped, is an error to PHP.
  write: (value) => (value.isWellFormed() ? JSON.stringify(value) : null),
  prefix: (key) => `${JSON.stringify(key)}: `,
};

function parseJson(text: SettingsText): ParsedSettings | null {
  try {
    return visitAll(text);
  } catch (error) {
    // The parser is recursive: thousands of open brackets exhaust the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function visitAll(text: SettingsText): ParsedSettings | null {
  const entries: Entry[] = [];
  const first = text.lines[0]?.start ?? 0;
  let broken = false;
  // One character a byte: offsets are bytes, as everywhere in this folder.
  visit(
    text.mask.slice(first),
    {
      onLiteralValue(value: unknown, offset, length, line, _column, pathOf) {
        const start = first + offset;
        const end = start + length;
        entries.push({
          key: keyOf(pathOf()),
          line,
          start,
          end,
          value: typeof value === 'string' ? textOf(text, start, end) : null,
          quote: '"',
          needsSpace: false,
        });
      },
      onError() {
        broken = true;
      },
    },
    { allowTrailingComma: true },
  );
  return broken || entries.length === 0 ? null : { entries, appendAt: text.bytes.length };
}

function keyOf(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index > 0 ? `.${part}` : part))
    .join('');
}

/** The value of a quoted text; null where its characters cannot be told. */
function textOf(text: SettingsText, start: number, end: number): string | null {
  const raw = decodePart(text, start, end);
  try {
    const value: unknown = raw === null ? null : JSON.parse(raw);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
