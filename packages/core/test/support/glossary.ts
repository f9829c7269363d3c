/** A word that people are not to read, and whether a text has it. */
interface Banned {
  readonly word: string;
  readonly test: (text: string) => boolean;
}

/** The two columns of the glossary's table that say what is not to be said. */
export function banned(glossary: string): readonly Banned[] {
  const rows = glossary
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const english = rows.flatMap(([, , , , cell = '']) => inEnglish(cell));
  const japanese = rows.flatMap(([, , , cell = '']) => cell.split('、'));
  return [
    ...english.map((word) => ({ word, test: (text: string) => asWords(word).test(text) })),
    ...japanese.map((word) => ({ word, test: (text: string) => joined(text).includes(word) })),
  ].filter(({ word }) => word !== '');
}

function inEnglish(cell: string): readonly string[] {
  return cell.split(', ').reduce<readonly string[]>(joinOrder, []);
}

/** `opened, in order` is one. */
function joinOrder(words: readonly string[], word: string): readonly string[] {
  return word === 'in order'
    ? [...words.slice(0, -1), `${words.at(-1) ?? ''}, ${word}`]
    : [...words, word];
}

/** What stands alone on its line (a list's entry, a row, a heading) is one by itself. */
function paragraphs(text: string): readonly string[] {
  return text.split(/\n\s*\n|\n(?=\s*(?:[-*|#>]|\d+\.|echo|rem|set|call)\s?)/);
}

/** As it is read: Japanese goes on behind the end of a line without a blank. */
function joined(text: string): string {
  return text.replaceAll(/\s*\n\s*(?=[^ -~])|(?<=[^ -~])\s*\n\s*/g, '');
}

function asWords(phrase: string): RegExp {
  return new RegExp(String.raw`\b${phrase.replaceAll(' ', String.raw`\s+`)}\b`, 'iu');
}

/**
 * What people read of a file: its prose by paragraphs, since a phrase may go over the end of a line; of a
 * source the texts with a blank or Japanese in them.
 */
export function spoken(path: string, content: string): readonly string[] {
  if (/\.(?:md|yml|txt|cmd)$/.test(path)) return paragraphs(content.replaceAll(/`[^`\n]*`/g, ''));
  if (path.endsWith('.json')) return content.split('\n');
  const tokens =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|from '[^']*'|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  return [...content.matchAll(tokens)]
    .map(([token]) => token)
    .filter((token) => /^['"`]/.test(token) && /\s|[^ -~]/.test(token));
}
