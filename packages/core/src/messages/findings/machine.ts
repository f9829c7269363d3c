import { fine, reason } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { t } from '../text.ts';

const ahead = {
  ja(seconds: number): string {
    const minutes = Math.round(Math.abs(seconds) / 60);
    const how =
      minutes < 120
        ? `${minutes}分`
        : minutes < 2880
          ? `${Math.round(minutes / 60)}時間`
          : `${Math.round(minutes / 1440)}日`;
    return `${how}${seconds > 0 ? '進んでいます' : '遅れています'}`;
  },
  en(seconds: number): string {
    const minutes = Math.round(Math.abs(seconds) / 60);
    const how =
      minutes < 120
        ? `${minutes} minutes`
        : minutes < 2880
          ? `${Math.round(minutes / 60)} hours`
          : `${Math.round(minutes / 1440)} days`;
    return `${how} ${seconds > 0 ? 'ahead of' : 'behind'}`;
  },
};

/** This machine and its clock. */
export const machine = ofFindings({
  'system-described': {
    ja: ({ version, node, system }) => fine(t`weborca-cert ${version}、Node ${node}、${system}`),
    en: ({ version, node, system }) => fine(t`weborca-cert ${version}, Node ${node}, ${system}`),
  },
  'tls-check-on': {
    ja: () =>
      fine('サーバー証明書を検証しています (NODE_TLS_REJECT_UNAUTHORIZED は 0 ではありません)。'),
    en: () => fine('Server certificates are verified (NODE_TLS_REJECT_UNAUTHORIZED is not 0).'),
  },
  'tls-check-off': {
    ja: () => ({
      message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 が設定されています。',
      hint: 'weborca-cert はそれでも接続先を確認しますが、Node で動くほかのプログラムは確認しません。環境変数から外してください。',
    }),
    en: () => ({
      message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 is set.',
      hint: 'weborca-cert still checks servers, but other Node programs do not. Remove it from the environment.',
    }),
  },
  'roots-added': {
    ja: ({ variable, path }) =>
      fine(t`${variable} により、信頼する認証局が追加されています: ${path}`),
    en: ({ variable, path }) => fine(t`${variable} adds trusted CAs: ${path}`),
  },
  'area-failed': {
    ja: ({ code, reason: why, path }) => ({
      message:
        path === undefined
          ? t`この項目は調べられませんでした (${code}、${reason.ja(why)})。`
          : t`この項目は調べられませんでした。${path} を読み込めません (${reason.ja(why)})。`,
      hint: '--verbose を付けてもう一度実行し、両方の結果をサポート窓口にお知らせください。',
    }),
    en: ({ code, reason: why, path }) => ({
      message:
        path === undefined
          ? t`This could not be examined (${code}, ${reason.en(why)}).`
          : t`This could not be examined: ${path} cannot be read (${reason.en(why)}).`,
      hint: 'Run it again with --verbose and send both outputs to the support desk.',
    }),
  },
  'clock-right': {
    ja: ({ host }) => fine(t`時計は ${host} と合っています。`),
    en: ({ host }) => fine(t`The clock agrees with that of ${host}.`),
  },
  'clock-off': {
    ja: ({ host, offsetSeconds }) => ({
      message: t`時計が ${host} より${ahead.ja(offsetSeconds)}。`,
      hint: '日付と時刻が自動で設定されるようにしてください。',
    }),
    en: ({ host, offsetSeconds }) => ({
      message: t`The clock is ${ahead.en(offsetSeconds)} that of ${host}.`,
      hint: 'Have the operating system set the time automatically.',
    }),
  },
  'clock-wrong': {
    ja: ({ host, offsetSeconds }) => ({
      message: t`時計が ${host} より${ahead.ja(offsetSeconds)}。証明書の有効期限を正しく判断できません。`,
      hint: '日付と時刻を直し、自動で設定されるようにしてください。',
    }),
    en: ({ host, offsetSeconds }) => ({
      message: t`The clock is ${ahead.en(offsetSeconds)} that of ${host}, so the expiry of certificates cannot be judged correctly.`,
      hint: 'Correct date and time, and have the operating system set them automatically.',
    }),
  },
  'clock-unknown': {
    ja: () => fine('時刻を答えるサーバーがなく、時計を比べられませんでした。'),
    en: () => fine('The clock could not be compared, because no server gave the time.'),
  },
});
