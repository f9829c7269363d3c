import type { FilesInUse } from '@weborca-cert/core';
import { addAgain } from './add-again.ts';

/** What is told of a certificate's condition: all that `check` says. */
export const conditionTexts = {
  /** Days left, also when there are none left. */
  left: {
    ja: (days: number) => (days < 0 ? `期限切れ(${-days}日経過)` : `残り${days}日`),
    en: (days: number) =>
      days < 0
        ? `expired ${-days} ${days === -1 ? 'day' : 'days'} ago`
        : `${days} ${days === 1 ? 'day' : 'days'} left`,
  },
  /** Beside a word that says already whether it has expired. */
  leftOrPast: {
    ja: (days: number) => (days < 0 ? `${-days}日経過` : `残り${days}日`),
    en: (days: number) =>
      days < 0
        ? `${-days} ${days === -1 ? 'day' : 'days'} ago`
        : `${days} ${days === 1 ? 'day' : 'days'} left`,
  },
  comma: { ja: '、', en: ', ' },
  /** `files`: of the version in use; null: it cannot be told. */
  unnamed: {
    ja: (name: string, files: FilesInUse | null) =>
      files === null
        ? `${name}: 保管庫にありますが、設定になく、読むこともできません (weborca-cert doctor で確認できます)`
        : `${name}: 保管庫にありますが、設定にありません。登録し直す場合: ${addAgain(name, files)}`,
    en: (name: string, files: FilesInUse | null) =>
      files === null
        ? `${name}: in the store, but not in the configuration, and it cannot be read (check with weborca-cert doctor)`
        : `${name}: in the store, but not in the configuration; to register it again: ${addAgain(name, files)}`,
  },
  recovered: {
    ja: (name: string, version: string) =>
      `使用中の版の記録が壊れているため、${version} を使っています (weborca-cert renew ${name} で書き直します。別の版にする場合は weborca-cert versions ${name} で確かめ、weborca-cert rollback ${name} 版)`,
    en: (name: string, version: string) =>
      `the record of the version in use is damaged, so ${version} is used (weborca-cert renew ${name} rewrites it; for another version: weborca-cert versions ${name}, then weborca-cert rollback ${name} VERSION)`,
  },
  consumersBehind: {
    ja: (name: string, which: string) => `${which} (weborca-cert deploy ${name})`,
    en: (name: string, which: string) => `${which} (weborca-cert deploy ${name})`,
  },
  allWell: {
    ja: (count: number) =>
      count === 1 ? 'いま必要なことはありません。' : `${count}件とも、いま必要なことはありません。`,
    en: (count: number) =>
      count === 1
        ? 'Nothing needs to be done.'
        : `Nothing needs to be done for ${count} certificates.`,
  },
};
