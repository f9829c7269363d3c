import type { Wording } from '../bilingual.ts';
import { outcomes } from '../outcomes.ts';
import { states } from '../states.ts';

/** Why a certificate is or is not renewed, and the results of looking. */
export const decisionReasons = {
  due: states.due,
  urgent: { ja: '有効期限が迫っています', en: 'expiry is near' },
  forced: { ja: '指定により更新します', en: 'renewed on request' },
  'clock-wrong': { ja: 'このパソコンの時計が合っていません', en: "this computer's clock is wrong" },
  'not-due': outcomes['not-due'],
  'outcome-unknown': {
    ja: '前回の依頼の結果がわかりません',
    en: 'the outcome of the last request is not known',
  },
  'day-used-up': {
    ja: '1日に3回までの依頼を使い切りました',
    en: 'the three requests of a day are used up',
  },
  'service-said-later': {
    ja: '更新サービスから、あとにするよう指示されています',
    en: 'the service asked to try again later',
  },
  'unfit-before': {
    ja: '前回発行された証明書が使えませんでした',
    en: 'the certificate issued last time could not be used',
  },
  'by-hand': {
    ja: '更新サービスの URL がないため、管理サイトで更新します',
    en: 'by hand, on the management site: there is no address to ask',
  },
  expired: { ja: '有効期限が切れています', en: 'expired' },
  'not-renewable': states['not-renewable'],
  'not-yet-valid': states['not-yet-valid'],
  superseded: states.superseded,
  'rolled-back': {
    ja: '指示により、前の版に戻しています',
    en: 'rolled back from the newer certificate',
  },
  'nothing-found': { ja: '見つかりませんでした', en: 'nothing was found' },
  'none-configured': { ja: '設定されていません', en: 'none are configured' },
  'not-asked': {
    ja: '確認先の WebORCA が設定されていません',
    en: 'no WebORCA address is configured',
  },
} as const satisfies Wording;

export type DecisionReason = keyof typeof decisionReasons;
