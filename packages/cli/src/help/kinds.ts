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
        [wordOrCode(language, 'consumer-kind', kind), fields.join(' ')].join('\n').trimEnd(),
      ];
    }),
    '  ',
  );
}
