// Collects the English sentences from the calls of `t(…)` into l10n/bundle.l10n.json, and says what
// the Japanese bundle lacks or has too much. `--check` writes nothing. A test calls the same.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const englishFile = path.join(root, 'l10n/bundle.l10n.json');
const japaneseFile = path.join(root, 'l10n/bundle.l10n.ja.json');

/** Every literal first argument of `t(` or `l10n.t(` under src, in order, once each. */
export function collectSentences(): readonly string[] {
  const found = new Set<string>();
  for (const file of globSync('src/**/*.ts', { cwd: root }).toSorted()) {
    const source = readFileSync(path.join(root, file), 'utf8');
    for (const match of source.matchAll(/(?<![\w$])t\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g)) {
      const literal = match[1] ?? '';
      found.add(literal.slice(1, -1).replaceAll(/\\(.)/g, '$1'));
    }
  }
  return [...found].toSorted();
}

export function readBundle(language: 'en' | 'ja'): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(language === 'en' ? englishFile : japaneseFile, 'utf8'));
}

if (import.meta.main) {
  const sentences = collectSentences();
  const english = Object.fromEntries(sentences.map((sentence) => [sentence, sentence]));
  if (!process.argv.includes('--check')) {
    writeFileSync(englishFile, `${JSON.stringify(english, null, 2)}\n`);
  }
  const japanese = readBundle('ja');
  for (const sentence of sentences) {
    if (!(sentence in japanese)) console.error(`missing in Japanese: ${sentence}`);
  }
  for (const sentence of Object.keys(japanese)) {
    if (!sentences.includes(sentence)) console.error(`not used any more: ${sentence}`);
  }
}
