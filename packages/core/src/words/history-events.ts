import type { Bilingual } from './bilingual.ts';

/** What an event of the audit trail is called, and whether it is one that somebody should look at. */
interface EventWords {
  readonly en: string;
  readonly ja: string;
  readonly bad?: true;
}

/** Everything that the audit trail holds, each with its words: CLI and editor show these. */
export const historyEvents = {
  added: { en: 'registered', ja: '登録' },
  renewed: { en: 'renewed', ja: '更新' },
  adopted: {
    en: 'switched to a certificate renewed elsewhere',
    ja: 'ほかで更新された証明書への切り替え',
  },
  received: { en: 'received', ja: '受け取った証明書への更新' },
  restored: { en: 'restored from a backup', ja: 'バックアップから戻しました' },
  'rolled-back': { en: 'rolled back', ja: '前の版に戻しました' },
  'fell-back': {
    en: 'refused; rolled back to the previous version',
    ja: '受け入れられず、前の版に戻しました',
    bad: true,
  },
  deployed: { en: 'consumers updated', ja: '利用先に反映' },
  'backed-up': { en: 'backed up', ja: 'バックアップ' },
  'import-started': { en: 'import started', ja: 'インポートを開始' },
  pruned: { en: 'expired versions removed', ja: '期限切れの版を整理' },
  'by-hand': { en: 'reminded: to be renewed by hand', ja: '管理サイトでの更新のお知らせ' },
  failed: { en: 'failed', ja: '失敗', bad: true },
  'outcome-unknown': { en: 'outcome of a request unknown', ja: '依頼の結果が不明', bad: true },
  unfit: { en: 'unusable certificate issued', ja: '使えない証明書が届きました', bad: true },
  rescued: { en: 'saved to a backup location', ja: 'バックアップ先に退避', bad: true },
  abandoned: { en: 'unfinished renewal abandoned', ja: '途中の更新を打ち切り', bad: true },
  'answered-late': {
    en: 'late answer to an abandoned request',
    ja: '待つのをやめた依頼の応答が、あとから届きました',
  },
  'kept-aside': {
    en: 'received late and kept as a version (a newer one is in use)',
    ja: '遅れて受け取り、版として残しました (より新しいものを使っています)',
  },
} as const satisfies Readonly<Record<string, EventWords>>;

export type HistoryEvent = keyof typeof historyEvents;

/** `deployed`, where some consumers were left with what they had. */
export const deployedInPart: Bilingual = {
  ja: '利用先の一部に反映',
  en: 'some consumers updated, others failed',
};

/** Null: an event of a later version of this program. */
export function wordsOf(event: string): EventWords | null {
  return isHistoryEvent(event) ? historyEvents[event] : null;
}

function isHistoryEvent(event: string): event is HistoryEvent {
  return Object.hasOwn(historyEvents, event);
}
