import type { Bilingual } from '@weborca-cert/core';

export type HintKind =
  | 'renew'
  | 'receive'
  | 'superseded'
  /** The later certificate is one that a person went back from. */
  | 'rolled-back'
  | 'unreadable'
  /** A request was sent, and no answer is known. */
  | 'unknown'
  /** A renewal stopped on its way. */
  | 'unfinished';

/** The next command for a certificate, and for more than a few of the same kind. */
export const hints = {
  one: {
    renew: {
      ja: (name) => `${name}: weborca-cert renew ${name} で更新できます。`,
      en: (name) => `${name}: renew it with weborca-cert renew ${name}.`,
    },
    receive: {
      ja: (name) =>
        `${name}: weborca-cert site で管理サイトから受け取り、weborca-cert receive ファイル名 で取り込んでください。`,
      en: (name) =>
        `${name}: fetch it at the management site (weborca-cert site), then weborca-cert receive FILE.`,
    },
    superseded: {
      ja: (name) =>
        `${name}: 別の新しい証明書が見つかりました。weborca-cert receive ファイル名 で取り込めます。`,
      en: (name) =>
        `${name}: another, later certificate was found. Take it in with weborca-cert receive FILE.`,
    },
    'rolled-back': {
      ja: (name) =>
        `${name}: 指示どおり、保管庫の新しい証明書は使っていません。もう一度使うには weborca-cert rollback ${name}、別の証明書を依頼するには weborca-cert renew ${name} --force を実行してください。`,
      en: (name) =>
        `${name}: the later certificate in the store is not used, as asked for. weborca-cert rollback ${name} uses it again, weborca-cert renew ${name} --force requests another.`,
    },
    unreadable: {
      ja: (name) => `${name}: weborca-cert doctor ${name} で原因を調べられます。`,
      en: (name) => `${name}: weborca-cert doctor ${name} looks for the cause.`,
    },
    unknown: {
      ja: (name) =>
        `${name}: 前回の更新依頼の結果がわかりません。1時間以上たってから weborca-cert renew ${name} を実行してください。`,
      en: (name) =>
        `${name}: the last request was sent, and its outcome is not known. Run weborca-cert renew ${name} when an hour has passed.`,
    },
    unfinished: {
      ja: (name) =>
        `${name}: 途中の更新があります。weborca-cert renew ${name} で続きから進めます。`,
      en: (name) =>
        `${name}: a renewal is under way. weborca-cert renew ${name} goes on from where it stopped.`,
    },
  } satisfies Readonly<Record<HintKind, Bilingual<(name: string) => string>>>,
  several: {
    renew: {
      ja: (count) => `${count}件が更新の時期です。weborca-cert renew で更新できます。`,
      en: (count) => `${count} are due: weborca-cert renew does them all.`,
    },
    receive: {
      ja: (count) =>
        `${count}件は自動では更新できません。weborca-cert site で管理サイトから受け取り、weborca-cert receive ファイル名 で取り込んでください。`,
      en: (count) =>
        `${count} cannot be renewed by themselves: fetch them at the management site (weborca-cert site), then weborca-cert receive FILE.`,
    },
    superseded: {
      ja: (count) =>
        `${count}件に別の新しい証明書が見つかりました。weborca-cert receive ファイル名 で取り込めます。`,
      en: (count) =>
        `For ${count}, another, later certificate was found. Take it in with weborca-cert receive FILE.`,
    },
    'rolled-back': {
      ja: (count) =>
        `${count}件は、指示どおり、保管庫の新しい証明書を使っていません。もう一度使うには weborca-cert rollback 名前、別の証明書を依頼するには weborca-cert renew 名前 --force を実行してください。`,
      en: (count) =>
        `For ${count}, the later certificate in the store is not used, as asked for. weborca-cert rollback NAME uses it again, weborca-cert renew NAME --force requests another.`,
    },
    unreadable: {
      ja: (count) => `${count}件を読めません。weborca-cert doctor で原因を調べられます。`,
      en: (count) => `${count} cannot be read: weborca-cert doctor looks for the cause.`,
    },
    unknown: {
      ja: (count) =>
        `${count}件は前回の更新依頼の結果がわかりません。1時間以上たってから weborca-cert renew を実行してください。`,
      en: (count) =>
        `Of ${count}, the last request was sent, and its outcome is not known. Run weborca-cert renew when an hour has passed.`,
    },
    unfinished: {
      ja: (count) => `${count}件に途中の更新があります。weborca-cert renew で続きから進めます。`,
      en: (count) =>
        `${count} renewals are under way: weborca-cert renew goes on from where they stopped.`,
    },
  } satisfies Readonly<Record<HintKind, Bilingual<(count: number) => string>>>,
};
