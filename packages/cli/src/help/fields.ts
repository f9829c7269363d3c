import type { Bilingual } from '@weborca-cert/core';

// What several commands say of the same argument.

export const name: Bilingual = { ja: '証明書の名前', en: 'certificate name' };

export const names: Bilingual = {
  ja: '証明書の名前。省略時はすべて',
  en: 'certificate names; default: all',
};

export const namesOrMachines: Bilingual = {
  ja: '証明書の名前 (--from では端末の名前も)。省略時はすべて',
  en: 'certificate names (with --from also names of machines); default: all',
};

/** `--from DIR` */
export const from: Bilingual = {
  ja: '各端末がこのフォルダーに公開した状態を見ます (設定の "publish")',
  en: 'show what other machines have published in this folder ("publish" in their configuration)',
};
