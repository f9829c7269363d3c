/** A plain JSON value, as it is written. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Writes a value in the manner of `text`: its line ends, its indentation; short things on one line. */
export function print(text: string, value: JsonValue, depth: number): string {
  const short = oneLine(value);
  if (short !== null && isShort(short)) return short;
  const line = newLine(text);
  const inner = indentation(text, depth + 1);
  const close = `${line}${indentation(text, depth)}`;
  if (isList(value)) {
    const items = value.map((item) => `${inner}${print(text, item, depth + 1)}`);
    return `[${line}${items.join(`,${line}`)}${close}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([key, item]) => `${inner}${JSON.stringify(key)}: ${print(text, item, depth + 1)}`,
    );
    return `{${line}${members.join(`,${line}`)}${close}}`;
  }
  return JSON.stringify(value);
}

function oneLine(value: JsonValue): string | null {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) {
    const items = value.map((item) => (isFlat(item) ? JSON.stringify(item) : null));
    return items.includes(null) ? null : `[${items.join(', ')}]`;
  }
  const members = Object.entries(value).map(([key, item]) => {
    const written = isFlat(item) || isList(item) ? oneLine(item) : null;
    return written === null ? null : `${JSON.stringify(key)}: ${written}`;
  });
  if (members.length === 0) return '{}';
  return members.includes(null) ? null : `{ ${members.join(', ')} }`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isFlat(value: JsonValue): boolean {
  return typeof value !== 'object' || value === null;
}

export function isShort(written: string): boolean {
  return written.length <= 90 && !written.includes('\n');
}

export function newLine(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** As the first indented entry of the file has it; two spaces where there is none. */
export function indentation(text: string, depth: number): string {
  const unit = /^([ \t]+)"/m.exec(text)?.[1] ?? '  ';
  return unit.repeat(depth);
}
