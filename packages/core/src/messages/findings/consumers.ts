import { isPowershellBlock } from '../../powershell-block.ts';
import { fine, kindWord, reason } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { lines, t, whole } from '../text.ts';

export const consumers = ofFindings({
  'consumer-current': {
    ja: ({ name, kind, path }) => fine(t`${name}: ${kindWord.ja(kind)} ${path} は最新です。`),
    en: ({ name, kind, path }) => fine(t`${name}: up to date: ${kindWord.en(kind)} ${path}`),
  },
  'consumer-behind': {
    ja: ({ name, kind, path }) => ({
      message: t`${name}: ${kindWord.ja(kind)} ${path} は、以前の証明書のままです。`,
      hint: t`weborca-cert deploy ${name}`,
    }),
    en: ({ name, kind, path }) => ({
      message: t`${name}: ${kindWord.en(kind)} ${path} still has an earlier certificate.`,
      hint: t`weborca-cert deploy ${name}`,
    }),
  },
  'consumer-manual': {
    ja: ({ name, path }) => ({
      message: t`${name}: 手作業を待っています: ${path}`,
      hint: t`終わったら: weborca-cert consumers done ${name}`,
    }),
    en: ({ name, path }) => ({
      message: t`${name}: manual work pending: ${path}`,
      hint: t`When it is done: weborca-cert consumers done ${name}`,
    }),
  },
  'consumer-failed': {
    ja: ({ name, kind, path, reason: why }) => ({
      message: t`${name}: ${kindWord.ja(kind)} ${path} を更新できませんでした (${reason.ja(why)})。`,
      hint: t`原因を直してから: weborca-cert deploy ${name}`,
    }),
    en: ({ name, kind, path, reason: why }) => ({
      message: t`${name}: ${kindWord.en(kind)} ${path} could not be updated (${reason.en(why)}).`,
      hint: t`Fix the cause, then run weborca-cert deploy ${name}`,
    }),
  },
  'consumer-needs-elevation': {
    ja: ({ name, kind, path, command }) => ({
      message: t`${name}: ${kindWord.ja(kind)} ${path} の更新には、管理者の権限が必要です。`,
      hint:
        command === ''
          ? t`weborca-cert deploy ${name} で、実行するコマンドが表示されます。`
          : isPowershellBlock(command)
            ? t`weborca-cert deploy ${name} --elevate で、管理者の許可を求めて更新します。`
            : `次を実行してください: ${whole(command)}`,
    }),
    en: ({ name, kind, path, command }) => ({
      message: t`${name}: ${kindWord.en(kind)} ${path} needs administrator rights to be updated.`,
      hint:
        command === ''
          ? t`weborca-cert deploy ${name} shows the command to run.`
          : isPowershellBlock(command)
            ? t`weborca-cert deploy ${name} --elevate asks for administrator rights and updates it.`
            : `Run: ${whole(command)}`,
    }),
  },
  'consumers-none': {
    ja: ({ name }) => ({
      message: t`${name}: 更新した証明書を渡す利用先が設定されていません。`,
      hint: t`ブラウザー、push-exchanger、オンライン資格確認、連携プログラムで使っている場合は、利用先に加えてください。書き方: weborca-cert help consumers add`,
    }),
    en: ({ name }) => ({
      message: t`${name}: no consumers are configured for the renewed certificate.`,
      hint: t`If browsers, push-exchanger, online eligibility or an integration use it, add them as consumers. See weborca-cert help consumers add`,
    }),
  },
  'consumer-offered': {
    ja: ({ name, kind, path, command }) => ({
      message: t`${name}: ${kindWord.ja(kind)} ${path} でも使われているようですが、利用先に登録されていません。`,
      hint: t`更新のたびに新しくするには: ${command}`,
    }),
    en: ({ name, kind, path, command }) => ({
      message: t`${name}: ${kindWord.en(kind)} ${path} also seems to use it, but is not registered as a consumer.`,
      hint: t`To update it after every renewal: ${command}`,
    }),
  },
  'old-in-use': {
    ja: ({ name, path, how, found }) => ({
      message:
        how === 'names'
          ? t`${name}: ${path} が以前の証明書を指しています (${found})。`
          : t`${name}: ${path} に以前の証明書が入っています (${found.slice(0, 16)}…)。`,
      hint:
        how === 'store'
          ? '新旧が同じ名前で表示されます。有効期限の新しいほうを選ぶか、古いほうを削除してください。'
          : '自動で更新されるようにするには、利用先に加えてください。書き方: weborca-cert help consumers add',
    }),
    en: ({ name, path, how, found }) => ({
      message:
        how === 'names'
          ? t`${name}: ${path} points to an earlier certificate (${found}).`
          : t`${name}: ${path} has an earlier certificate (${found.slice(0, 16)}…).`,
      hint: lines(
        how === 'store'
          ? 'Old and new are listed under the same name. Choose the one that expires later, or delete the old one.'
          : 'To keep it up to date automatically, add it as a consumer. See weborca-cert help consumers add',
      ),
    }),
  },
});
