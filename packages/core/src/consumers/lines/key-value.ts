import { beforeComment } from './blanks.ts';
import type { Entry, ParsedSettings, SettingsFormat } from './settings.ts';
import { decodePart, type SettingsText } from './text.ts';

/**
 * `key = value` lines, as older receipt viewers write them: no escapes; `#` and `;` begin a comment
 * line, ` #` a comment behind a value. What such a line cannot hold is refused.
 */
export const keyValueSettings: SettingsFormat = {
  parse: parseKeyValue,
  write: writeKeyValue,
  prefix: (key) => `${key} = `,
};

function parseKeyValue(text: SettingsText): ParsedSettings | null {
  const entries: Entry[] = [];
  for (const [index, line] of text.lines.entries()) {
    const content = text.mask.slice(line.start, line.end);
    if (/^[ \t]*(?:[#;].*)?$/.test(content) || /^\[[^\]]*\][ \t]*$/.test(content)) continue;
    const match = /^([ \t]*)([A-Za-z_][\w.-]*)([ \t]*=)([ \t]*)/.exec(content);
    if (match === null) return null;
    const [whole, indent = '', key = '', separator = '', gap = ''] = match;
    const raw = beforeComment(content.slice(whole.length));
    const from = line.start + indent.length + key.length + separator.length + gap.length;
    const isComment = raw.startsWith('#');
    const value = isComment ? '' : raw;
    const quoted = /^(["'])(.*)\1$/.exec(value);
    const quote = quoted?.[1] === '"' ? '"' : quoted?.[1] === "'" ? "'" : '';
    const start = isComment ? from - Math.min(gap.length, 1) : from;
    const end = start + value.length;
    const inner =
      quote === '' ? decodePart(text, start, end) : decodePart(text, start + 1, end - 1);
    const needsSpace = gap === '' && value === '' && / =/.test(separator);
    entries.push({ key, line: index, start, end, value: inner, quote, needsSpace });
  }
  return { entries, appendAt: text.bytes.length };
}

function writeKeyValue(value: string, like: Entry | null): string | null {
  if (/[\p{Cc}\u2028\u2029]/u.test(value) || !value.isWellFormed()) return null;
  const quote = like?.quote ?? '';
  if (quote !== '') return value.includes(quote) ? null : `${quote}${value}${quote}`;
  const plain = !/^[\s"'#;]|[\s"']$|[ \t]#/.test(value);
  return plain ? value : null;
}
