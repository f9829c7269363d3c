import type { Translate } from '../../src/model/translate.ts';

/** English as it stands, with `{0}`, `{1}`, … filled in. */
export const english: Translate = (message, ...values) =>
  message.replaceAll(/\{(\d+)\}/g, (whole, index: string) =>
    String(values[Number(index)] ?? whole),
  );
