/**
 * Small readers, written from the formats' descriptions and not from the editors: what another
 * program would make of an edited line.
 */

/** One `key: value` line of YAML as text (YAML 1.1: 5.7, 9.1); throws on what it does not know. */
export function readYamlValue(line: string): string {
  let i = line.indexOf(': ');
  if (i < 0) throw new Error(`no value: ${line}`);
  i += 1;
  while (line[i] === ' ' || line[i] === '\t') i += 1;
  const quote = line[i];
  if (quote === "'") return untilSingle(line, i + 1);
  if (quote === '"') return untilDouble(line, i + 1);
  const plain = line.slice(i).split(' #')[0]?.trim() ?? '';
  if (!/^[A-Za-z/]/.test(plain)) throw new Error(`a reader may not take it for text: ${plain}`);
  if (/^(true|false|yes|no|on|off|null|y|n)$/i.test(plain)) throw new Error(`not text: ${plain}`);
  return plain;
}

function untilSingle(line: string, from: number): string {
  let value = '';
  for (let i = from; i < line.length; i += 1) {
    if (line[i] !== "'") value += line[i] ?? '';
    else if (line[i + 1] === "'") {
      value += "'";
      i += 1;
    } else return endOf(line, i + 1, value);
  }
  throw new Error('not closed');
}

function untilDouble(line: string, from: number): string {
  const simple: Record<string, string> = { n: '\n', r: '\r', '"': '"', '\\': '\\' };
  let value = '';
  for (let i = from; i < line.length; i += 1) {
    if (line[i] === '"') return endOf(line, i + 1, value);
    if (line[i] !== '\\') {
      value += line[i] ?? '';
      continue;
    }
    i += 1;
    const letter = line[i] ?? '';
    const length = { x: 2, u: 4, U: 8 }[letter];
    if (length === undefined) {
      const known = simple[letter];
      if (known === undefined) throw new Error(`escape ${letter}`);
      value += known;
    } else {
      value += String.fromCodePoint(Number.parseInt(line.slice(i + 1, i + 1 + length), 16));
      i += length;
    }
  }
  throw new Error('not closed');
}

function endOf(line: string, at: number, value: string): string {
  if (!/^([ \t]+#.*|[ \t]*)$/.test(line.slice(at))) throw new Error(`rest: ${line.slice(at)}`);
  return value;
}

/** `java.util.Properties.load`, for the values of one file in ISO-8859-1. */
export function readProperties(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const lines = text.split(/\r\n|\n|\r/);
  while (lines.length > 0) {
    let line = (lines.shift() ?? '').replace(/^[ \t\f]+/, '');
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue;
    while (/(^|[^\\])(\\\\)*\\$/.test(line)) {
      line = line.slice(0, -1) + (lines.shift() ?? '').replace(/^[ \t\f]+/, '');
    }
    let i = 0;
    while (i < line.length && !/[=: \t\f]/.test(line[i] ?? '')) i += line[i] === '\\' ? 2 : 1;
    const key = line.slice(0, i);
    const value = line.slice(i).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '');
    found.set(unescapeJava(key), unescapeJava(value));
  }
  return found;
}

function unescapeJava(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] !== '\\') {
      out += text[i] ?? '';
      continue;
    }
    i += 1;
    const letter = text[i] ?? '';
    if (letter === 'u') {
      out += String.fromCharCode(Number.parseInt(text.slice(i + 1, i + 5), 16));
      i += 4;
    } else out += { n: '\n', r: '\r', t: '\t', f: '\f' }[letter] ?? letter;
  }
  return out;
}

/** A shell's view of `KEY=value` on one line: quotes, nothing else may be special. */
export function readShellValue(line: string): string {
  const raw = line.slice(line.indexOf('=') + 1);
  let out = '';
  let quote = '';
  for (let i = 0; i < raw.length; i += 1) {
    const c = raw[i] ?? '';
    if (quote === '') {
      if (c === "'" || c === '"') quote = c;
      else if (/[ \t]/.test(c)) return restIsComment(raw.slice(i), out);
      else if (/[$`\\!;&|<>()*?#{}[\]"']/.test(c)) throw new Error(`special: ${c}`);
      else out += c;
    } else if (c === quote) quote = '';
    else if (quote === '"' && /[$`\\!]/.test(c)) throw new Error(`special between quotes: ${c}`);
    else out += c;
  }
  if (quote !== '') throw new Error('not closed');
  return out;
}

function restIsComment(rest: string, value: string): string {
  if (!/^[ \t]+(#.*)?$/.test(rest)) throw new Error(`rest: ${rest}`);
  return value;
}
