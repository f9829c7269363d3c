import type { Wording } from '../bilingual.ts';

/** Why what a machine has published cannot be read, where the system has let it be read. */
export const publishedTroubles = {
  damaged: {
    ja: '途中までしか書かれていないか、壊れています',
    en: 'it is not whole, or damaged',
  },
  'not-ours': {
    ja: 'weborca-cert が公開したものではありません',
    en: 'weborca-cert has not written it',
  },
  'newer-version': {
    ja: '新しい版が公開したものです。このパソコンの weborca-cert を更新してください',
    en: 'a newer version has written it; update weborca-cert here',
  },
  'clock-ahead': {
    ja: '日時が1日以上先です。その端末の時計を確認してください',
    en: 'its date is more than a day ahead; look at the clock of that machine',
  },
} as const satisfies Wording;

/** Of the whole folder. A NAS that is away can look like an empty folder. */
export const folderTroubles = {
  'nothing-published': {
    ja: '公開されたファイルが1つもありません',
    en: 'no machine has published anything there',
  },
  'too-many-published': {
    ja: '公開されたファイルが多すぎます。5万台まで見られます',
    en: 'too many files are published there; up to 50,000 machines can be shown',
  },
} as const satisfies Wording;

export type PublishedTrouble = keyof typeof publishedTroubles;
