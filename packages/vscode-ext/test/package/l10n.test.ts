import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectSentences, readBundle } from '../../scripts/l10n.ts';
import { commandIds } from '../../src/model/command-ids.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/** `{0}`, `{1}`, … of a sentence, sorted. */
function slots(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d+\}/g) ?? [])].toSorted();
}

describe('the two languages', () => {
  it('have the same sentences as the source', () => {
    const sentences = collectSentences();
    expect(sentences.length).toBeGreaterThan(50);
    expect(Object.keys(readBundle('en')).toSorted()).toEqual(sentences);
    expect(Object.keys(readBundle('ja')).toSorted()).toEqual(sentences);
  });

  it('fill in the same values', () => {
    for (const [english, japanese] of Object.entries(readBundle('ja'))) {
      expect({ english, slots: slots(japanese) }).toEqual({ english, slots: slots(english) });
    }
  });

  it('have the same keys in the manifest', () => {
    const english = read('package.nls.json');
    const used = readFileSync(path.join(root, 'package.json'), 'utf8').match(
      /(?<="%)[\w.]+(?=%")/g,
    );
    expect(Object.keys(read('package.nls.ja.json'))).toEqual(Object.keys(english));
    expect([...new Set(used)].toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it('pass only literals to t(), so that no sentence escapes the collection', () => {
    for (const file of globSync('src/**/*.ts', { cwd: root })) {
      if (file.endsWith('translate.ts') || file.endsWith('l10n.ts')) continue;
      const source = readFileSync(path.join(root, file), 'utf8');
      const calls = source.match(/(?<![\w$])t\(\s*[^\s'"]/g) ?? [];
      expect({ file, calls }).toEqual({ file, calls: [] });
    }
  });
});

describe('the manifest', () => {
  it('declares the commands that are registered', () => {
    const declared = JSON.stringify(read('package.json')).matchAll(
      /"command":"(weborcaCert\.\w+)","title"/g,
    );
    expect(new Set([...declared].map((match) => match[1]))).toEqual(new Set(commandIds));
  });
});
