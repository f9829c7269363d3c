import { consumerKindFields, wordOrCode, type Language } from '@weborca-cert/core';
import { pairs } from '../render/table.ts';

/** The kinds that `consumers add` knows, what each is, and its fields. */
export async function renderKinds(language: Language): Promise<string> {
  const kinds = await consumerKindFields();
  return pairs(
    kinds.map(({ kind, required, optional }) => {
      const fields = [...required.map((f) => `${f}=…`), ...optional.map((f) => `[${f}=…]`)];
      return [
        kind,
        [wordOrCode(language, 'consumer-kind', kind), ...inLines(fields)].join('\n').trimEnd(),
      ];
    }),
    '  ',
  );
}

/** What is left of 80 columns beside the longest kind. */
const columns = 58;

function inLines(words: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = [lines.at(-1) ?? '', word].join(' ').trimStart();
    if (lines.length > 0 && longer.length <= columns) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}
