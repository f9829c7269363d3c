import { plain, textWidth } from './width.ts';

/**
 * Breaks the lines that are wider than the terminal: English between words, Japanese by the rules of
 * kinsoku (JIS X 4051). What follows hangs below where the text began, so that a label or a mark
 * stands alone. A word that is wider than the terminal (a path) stays whole: people copy it.
 */
export function fold(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => foldLine(line, width))
    .join('\n');
}

function foldLine(line: string, width: number): string {
  if (textWidth(line) <= width) return line;
  // One that is pasted into a shell goes on behind a backslash.
  const goesOn = /^\s*weborca-cert /.test(line) && !/\s\[/.test(line) ? ' \\' : '';
  const hang = ' '.repeat(goesOn === '' ? hangingOf(line, width) : indentOf(line) + 4);
  const room = width - goesOn.length;
  const lines: string[] = [];
  let [current = '', ...rest] = unitsOf(line, room - hang.length);
  for (const unit of rest) {
    if (textWidth(current + unit.trimEnd()) <= room) current += unit;
    else {
      lines.push(current.trimEnd() + goesOn);
      current = hang + unit.trimStart();
    }
  }
  return [...lines, current.trimEnd()].join('\n');
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Below the text behind a label (`名前   …`) or a mark (`✖ …`, `1. …`), else as the line. */
function hangingOf(line: string, width: number): number {
  const text = plain(line);
  const [, label] = /^( *\S.*? {2,})\S/.exec(text) ?? [];
  if (label !== undefined && textWidth(label) <= width * 0.45) return textWidth(label);
  const [mark = ''] = /^ *(?:[✔✖–!→] |\d+\. )?/.exec(text) ?? [];
  return textWidth(mark);
}

const closers =
  /^[、。，．・：；？！)）」』】〕〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…,.:;?!%]/;
const openers = /[(（「『【〔〈《“‘]$/;
const pieces =
  // Escapes of colours; blanks; katakana; another wide letter; anything else up to a blank.
  // oxlint-disable-next-line no-control-regex -- what a colour begins with
  /\u001B\[[0-9;]*m|\s+|[ァ-ヺー]+|[\u3000-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]|[^\s\u001B\u3000-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]+/gu;

/** Parts between which a line may be broken, each with the blanks behind it; the indent is the first's. */
function unitsOf(line: string, room: number): readonly string[] {
  const units: string[] = [];
  for (const [piece] of line.matchAll(pieces)) {
    const last = units.at(-1);
    if (last !== undefined && isGlued(last, piece, room)) units[units.length - 1] = last + piece;
    else units.push(piece);
  }
  return units;
}

function isGlued(before: string, piece: string, room: number): boolean {
  if (piece.trim() === '' || piece.startsWith('\u001B')) return true;
  // The indent, a lone mark, and colours belong to what follows.
  if (plain(before).trim() === '') return true;
  if (textWidth(before + piece) > room) return false;
  if (openers.test(before) || (closers.test(piece) && !/\s$/.test(before))) return true;
  return isOfCommand(before, piece);
}

/** `weborca-cert renew --force` is read, and copied, as one. */
function isOfCommand(before: string, piece: string): boolean {
  if (!/(?:^|[\s(])weborca-cert .*\s$|(?:^|[\s(])weborca-cert\s$/.test(before)) return false;
  const words = before.slice(before.lastIndexOf('weborca-cert')).trim().split(/\s+/);
  return words.length === 1 ? /^[a-z]/.test(piece) : /^--?[a-z]/.test(piece);
}
