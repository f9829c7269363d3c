import { configInvalid } from '../errors/configuration.ts';
import { fine, reason } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { lines, listed, t } from '../text.ts';

export const configuration = ofFindings({
  'configuration-read': {
    ja: ({ path, certificates, stateDir }) =>
      fine(t`${path} (登録 ${certificates}件)、保管庫: ${stateDir}`),
    en: ({ path, certificates, stateDir }) =>
      fine(t`${path}, ${certificates} registered; store: ${stateDir}`),
  },
  'publish-place': {
    ja: ({ path, file }) =>
      fine(
        file === ''
          ? t`実行するたびに、状態を ${path} に公開します (まだ公開していません)。`
          : t`実行するたびに、状態を ${path} に公開します (${file})。`,
      ),
    en: ({ path, file }) =>
      fine(
        file === ''
          ? t`Each run publishes the status in ${path} (nothing so far).`
          : t`Each run publishes the status in ${path} (${file}).`,
      ),
  },
  'publish-unreachable': {
    ja: ({ path, reason: why }) => ({
      message: t`状態を公開するフォルダー ${path} を使えません (${reason.ja(why)})。`,
      hint: 'NAS やドライブがつながっているか、設定の publish の場所と権限を確かめてください。公開できないあいだ、ほかのパソコンの一覧には前の状態が残ります。',
    }),
    en: ({ path, reason: why }) => ({
      message: t`The folder for publishing the status, ${path}, cannot be used (${reason.en(why)}).`,
      hint: 'Check that the NAS or drive is connected, and "publish" in the configuration. Until then, other computers go on showing what was published last.',
    }),
  },
  'configuration-support': {
    ja: ({ whom, phone }) => fine(t`お問い合わせ先: ${whom} (電話 ${phone})`),
    en: ({ whom, phone }) => fine(t`Whom to call: ${whom}, ${phone}`),
  },
  'configuration-none': {
    ja: ({ path }) => ({
      message: t`設定ファイルはまだありません (${path})。`,
      hint: 'weborca-cert add ファイル名 で証明書を登録すると作られます。',
    }),
    en: ({ path }) => ({
      message: t`There is no configuration yet (${path}).`,
      hint: 'weborca-cert add FILE registers a certificate and creates it.',
    }),
  },
  'configuration-invalid': configInvalid,
  'service-has-api': {
    ja: ({ service, host }) => fine(t`${service}: 更新サービスは ${host} です。`),
    en: ({ service, host }) => fine(t`${service}: the renewal service is at ${host}.`),
  },
  'service-without-api': {
    ja: ({ service, site, path, certificates }) => ({
      message: t`${service}: 更新サービスの URL が設定されていません (${listed(certificates, '、')})。`,
      hint: lines(
        t`API協議会の会員向け資料がある場合は、${path} の services.${service}.api に書いてください。`,
        t`ない場合は、管理サイト ${site} で更新し、zip を weborca-cert receive ファイル名 で取り込んでください。`,
      ),
    }),
    en: ({ service, site, path, certificates }) => ({
      message: t`${service}: the URL of the renewal service is not configured (${listed(certificates, ', ')}).`,
      hint: lines(
        t`If you have the API council's document for members, write its URL to services.${service}.api in ${path}.`,
        t`If not: renew at ${site}, then run weborca-cert receive FILE with the zip.`,
      ),
    }),
  },
  'service-ca-unusable': {
    ja: ({ service, path, reason: why }) => ({
      message: t`${service}: 認証局のファイル ${path} を使えません (${reason.ja(why)})。`,
      hint: t`設定の services.${service}.ca を、PEM ファイルの場所か null に直してください。`,
    }),
    en: ({ service, path, reason: why }) => ({
      message: t`${service}: the CA file ${path} cannot be used (${reason.en(why)}).`,
      hint: t`Set services.${service}.ca in the configuration to a PEM file or null.`,
    }),
  },
});
