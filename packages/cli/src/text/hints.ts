import type { Bilingual } from '@weborca-cert/core';

export type HintKind =
  | 'renew'
  | 'receive'
  | 'superseded'
  /** The later certificate is one that a person went back from. */
  | 'rolled-back'
  | 'unreadable'
  | 'expired'
  /** A request was sent, and no answer is known. */
  | 'unknown'
  /** A renewal stopped on its way. */
  | 'unfinished';

/** The next command for a certificate, and for more than a few of the same kind. */
export const hints = {
  /** Where a hint is about several. */
  anyName: { ja: '名前', en: 'NAME' },
  one: {
    renew: {
      ja: (name) => `${name}: weborca-cert renew ${name} で更新できます。`,
      en: (name) => `${name}: renew it with weborca-cert renew ${name}.`,
    },
    receive: {
      ja: (name) =>
        `${name}: weborca-cert site で管理サイトから受け取り、weborca-cert receive ファイル名 で取り込んでください。`,
      en: (name) =>
        `${name}: download it from the management site (weborca-cert site), then run weborca-cert receive FILE.`,
    },
    superseded: {
      ja: (name) =>
        `${name}: 別の新しい証明書が見つかりました。weborca-cert receive ファイル名 で取り込めます。`,
      en: (name) =>
        `${name}: another, newer certificate was found. To use it: weborca-cert receive FILE`,
    },
    'rolled-back': {
      ja: (name) =>
        `${name}: 指示どおり、保管庫の新しい証明書は使っていません。もう一度使うには weborca-cert rollback ${name}、別の証明書を依頼するには weborca-cert renew ${name} --force を実行してください。`,
      en: (name) =>
        `${name}: rolled back; the newer certificate in the store is not used. To use it again: weborca-cert rollback ${name}. To request another: weborca-cert renew ${name} --force`,
    },
    unreadable: {
      ja: (name) => `${name}: weborca-cert doctor ${name} で原因を調べられます。`,
      en: (name) => `${name}: find the cause with weborca-cert doctor ${name}.`,
    },
    expired: {
      ja: (name) => `${name} は期限切れです。`,
      en: (name) => `${name} has expired.`,
    },
    unknown: {
      ja: (name) =>
        `${name}: 前回の更新依頼の結果がわかりません。1時間以上たってから weborca-cert renew ${name} を実行してください。`,
      en: (name) =>
        `${name}: the outcome of the last request is unknown. Wait at least an hour, then run weborca-cert renew ${name}.`,
    },
    unfinished: {
      ja: (name) =>
        `${name}: 途中の更新があります。weborca-cert renew ${name} で続きから進めます。`,
      en: (name) =>
        `${name}: a renewal is unfinished. Continue it with weborca-cert renew ${name}.`,
    },
  } satisfies Readonly<Record<HintKind, Bilingual<(name: string) => string>>>,
  several: {
    renew: {
      ja: (count) => `${count}件が更新の時期です。weborca-cert renew で更新できます。`,
      en: (count) => `${count} are due. Renew them all with weborca-cert renew.`,
    },
    receive: {
      ja: (count) =>
        `${count}件は自動では更新できません。weborca-cert site で管理サイトから受け取り、weborca-cert receive ファイル名 で取り込んでください。`,
      en: (count) =>
        `${count} cannot be renewed automatically. Download them from the management site (weborca-cert site), then run weborca-cert receive FILE.`,
    },
    superseded: {
      ja: (count) =>
        `${count}件に別の新しい証明書が見つかりました。weborca-cert receive ファイル名 で取り込めます。`,
      en: (count) =>
        `${count} have another, newer certificate. To use one: weborca-cert receive FILE`,
    },
    'rolled-back': {
      ja: (count) =>
        `${count}件は、指示どおり、保管庫の新しい証明書を使っていません。もう一度使うには weborca-cert rollback 名前、別の証明書を依頼するには weborca-cert renew 名前 --force を実行してください。`,
      en: (count) =>
        `${count} were rolled back; the newer certificate in the store is not used. To use it again: weborca-cert rollback NAME. To request another: weborca-cert renew NAME --force`,
    },
    unreadable: {
      ja: (count) => `${count}件を読めません。weborca-cert doctor で原因を調べられます。`,
      en: (count) => `${count} cannot be read: find the cause with weborca-cert doctor.`,
    },
    expired: {
      ja: (count) => `${count}件が期限切れです。`,
      en: (count) => `${count} have expired.`,
    },
    unknown: {
      ja: (count) =>
        `${count}件は前回の更新依頼の結果がわかりません。1時間以上たってから weborca-cert renew を実行してください。`,
      en: (count) =>
        `For ${count}, the outcome of the last request is unknown. Wait at least an hour, then run weborca-cert renew.`,
    },
    unfinished: {
      ja: (count) => `${count}件に途中の更新があります。weborca-cert renew で続きから進めます。`,
      en: (count) => `${count} renewals are unfinished. Continue them with weborca-cert renew.`,
    },
  } satisfies Readonly<Record<HintKind, Bilingual<(count: number) => string>>>,
};
