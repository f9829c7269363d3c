import { unitsOf, wordsOfCommand } from './units.ts';
import { plain, textWidth } from './width.ts';

export { cut } from './width.ts';

/**
 * Breaks the lines that are wider than the terminal (`units.ts` says where). What follows hangs below
 * where the text began, so that a label or a mark stands alone. A word that is wider than the terminal
 * (a path) stays whole: people copy it.
 */
export function fold(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => foldLine(line, width))
    .join('\n');
}

function foldLine(line: string, width: number): string {
  if (textWidth(line) <= width) return line;
  if (isCommand(line)) return foldCommand(line, width);
  // `To do so: weborca-cert …`: what is to be pasted stands on lines of its own.
  const [, sentence, command = ''] = /^(.*[:：]) +(weborca-cert .*)$/.exec(line) ?? [];
  if (sentence !== undefined && isCommand(`  ${command}`)) {
    const below = `${' '.repeat(markOf(line) + 2)}${command}`;
    return `${foldLine(sentence, width)}\n${foldLine(below, width)}`;
  }
  const hang = ' '.repeat(hangingOf(line, width));
  return joined(unitsOf(line, width - hang.length), { hang, width, end: '' });
}

/**
 * A line that is pasted into a shell, not one that a sentence begins with. Other programs' lines are
 * never broken: they have quotes in which a line end is one.
 */
function isCommand(line: string): boolean {
  const text = plain(line);
  if (/^ {2,}(?:→ )?(?:sudo |& \{|\/usr\/bin\/env )/.test(text)) return true;
  // What stands in quotes is an argument, whatever it says.
  const words = text.replaceAll(/"[^"]*"|'[^']*'/g, '""');
  return /^ {2,}(?:→ )?weborca-cert \S/.test(words) && !/[。.)]$| [をでのと]|、|, /.test(words);
}

/** It goes on behind a backslash, where the shell knows that. */
function foldCommand(line: string, width: number): string {
  if (!/^[ →]*weborca-cert /.test(plain(line)) || process.platform === 'win32') return line;
  const hang = ' '.repeat(markOf(line) + 4);
  const end = ' \\';
  return joined(wordsOfCommand(line), { hang, width: width - end.length, end });
}

interface Layout {
  readonly hang: string;
  readonly width: number;
  /** Of each line but the last. */
  readonly end: string;
}

function joined([first = '', ...rest]: readonly string[], { hang, width, end }: Layout): string {
  const lines: string[] = [];
  let current = first;
  for (const unit of rest) {
    const isLabel = textWidth(current) === hang.length && hang.length > 0;
    // What fits on no line stays behind its label.
    if (isLabel || textWidth(current + unit.trimEnd()) <= width) current += unit;
    else {
      lines.push(current.trimEnd() + end);
      current = hang + unit.trimStart();
    }
  }
  return [...lines, current.trimEnd()].join('\n');
}

/** Below the text behind a label (`名前   …`) or a mark (`✖ …`, `1. …`), else as the line. */
function hangingOf(line: string, width: number): number {
  const text = plain(line);
  const [, label] = /^( *\S.*? {2,})\S/.exec(text) ?? [];
  if (label !== undefined && textWidth(label) <= width * 0.45) return textWidth(label);
  return markOf(line);
}

/** How wide the indent and the mark are. */
function markOf(line: string): number {
  const [mark = ''] = /^ *(?:[✔✖–!→] |\d+\. )?/.exec(plain(line)) ?? [];
  return textWidth(mark);
}
