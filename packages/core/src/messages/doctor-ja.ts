import { configInvalid } from './config-ja.ts';
import { formatDay, formatTime } from './dates.ts';
import type { DoctorFrame, FindingTexts, StateCode } from './doctor-types.ts';
import { describeFailure } from './history.ts';
import { lines, listed, t } from './text.ts';
import { word } from './words.ts';
import { wayOutJa } from './words-unfit.ts';

const reason = (key: string): string => word('ja', 'reason', key);
const unfit = (key: string): string => word('ja', 'unfit', key);
const day = (iso: string): string => formatDay(new Date(iso), 'ja');
const time = (iso: string): string => formatTime(new Date(iso), 'ja');
const fine = (message: string) => ({ message, hint: '' });

function ahead(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const how =
    minutes < 120
      ? `${minutes}分`
      : minutes < 2880
        ? `${Math.round(minutes / 60)}時間`
        : `${Math.round(minutes / 1440)}日`;
  return `${how}${seconds > 0 ? '進んでいます' : '遅れています'}`;
}

export const doctorFrameJa: DoctorFrame = {
  title: 'weborca-cert doctor 診断結果',
  areas: {
    system: 'このパソコン',
    clock: '時計',
    configuration: '設定',
    certificates: '証明書',
    store: '保管庫とパスワード',
    permissions: 'アクセス権',
    backups: 'バックアップ',
    consumers: '証明書の利用先',
    proxy: 'プロキシ',
    dns: '名前解決 (DNS)',
    tls: '接続 (TLS)',
    pkcs12: 'ファイルの形式 (PKCS#12)',
    schedule: '定期実行',
    leftovers: '残っているファイル',
  },
  summary: (problems, warnings) =>
    problems + warnings === 0
      ? '対応が必要なことはありません。'
      : `!! が${problems}件、! が${warnings}件あります。!! はこのままでは失敗します。! は確認してください。`,
};

/** This machine, the configuration, certificates and store. */
export const doctorStatesJa: FindingTexts<StateCode> = {
  'system-described': ({ version, node, system }) =>
    fine(t`weborca-cert ${version}、Node ${node}、${system}`),
  'tls-check-on': () =>
    fine('接続先を確認しています (NODE_TLS_REJECT_UNAUTHORIZED は 0 ではありません)。'),
  'tls-check-off': () => ({
    message: 'NODE_TLS_REJECT_UNAUTHORIZED=0 が設定されています。',
    hint: 'weborca-cert はそれでも接続先を確認しますが、Node で動くほかのプログラムは確認しません。環境変数から外してください。',
  }),
  'roots-added': ({ variable, path }) =>
    fine(t`${variable} により、信頼する認証局が追加されています: ${path}`),
  'area-failed': ({ code, reason: why, path }) => ({
    message:
      path === undefined
        ? t`この項目は調べられませんでした (${code}、${reason(why)})。`
        : t`この項目は調べられませんでした。${path} を読み込めません (${reason(why)})。`,
    hint: '--verbose を付けてもう一度実行し、両方の結果をサポート窓口にお知らせください。',
  }),

  'clock-right': ({ host }) => fine(t`時計は ${host} と合っています。`),
  'clock-off': ({ host, offsetSeconds }) => ({
    message: t`時計が ${host} より${ahead(offsetSeconds)}。`,
    hint: '日付と時刻が自動で設定されるようにしてください。',
  }),
  'clock-wrong': ({ host, offsetSeconds }) => ({
    message: t`時計が ${host} より${ahead(offsetSeconds)}。証明書の有効期限を正しく判断できません。`,
    hint: '日付と時刻を直し、自動で設定されるようにしてください。',
  }),
  'clock-unknown': () => fine('時刻を答えるサーバーがなく、時計を比べられませんでした。'),

  'configuration-read': ({ path, certificates, stateDir }) =>
    fine(t`${path} (登録 ${certificates}件)、保管庫: ${stateDir}`),
  'configuration-none': ({ path }) => ({
    message: t`設定ファイルはまだありません (${path})。`,
    hint: 'weborca-cert add ファイル名 で証明書を登録すると作られます。',
  }),
  'configuration-invalid': configInvalid,
  'service-has-api': ({ service, host }) => fine(t`${service}: 更新サービスは ${host} です。`),
  'service-without-api': ({ service, site, path, certificates }) => ({
    message: t`${service}: 更新サービスの URL が設定されていません (${listed(certificates, '、')})。`,
    hint: lines(
      t`API協議会の会員向け資料がある場合は、${path} の services.${service}.api に書いてください。`,
      t`ない場合は、管理サイト ${site} で更新し、zip を weborca-cert receive ファイル名 で取り込んでください。`,
    ),
  }),
  'service-ca-unusable': ({ service, path, reason: why }) => ({
    message: t`${service}: 認証局のファイル ${path} を使えません (${reason(why)})。`,
    hint: t`設定の services.${service}.ca を、PEM ファイルの場所か null に直してください。`,
  }),

  'certificate-valid': ({ name, commonName, notAfter }) =>
    fine(t`${name} (${commonName}) は ${day(notAfter)} まで有効です。`),
  'certificate-due': ({ name, commonName, notAfter, failing }) => ({
    message: t`${name} (${commonName}) は更新の時期です。有効期限は ${day(notAfter)} です。`,
    hint: failing === true ? '' : t`weborca-cert renew ${name}`,
  }),
  'certificate-urgent': ({ name, commonName, notAfter, failing }) => ({
    message: t`${name} (${commonName}) の有効期限 ${day(notAfter)} が迫っています。`,
    hint: failing === true ? '' : t`すぐに更新してください: weborca-cert renew ${name}`,
  }),
  'certificate-expired': ({ name, commonName, notAfter }) => ({
    message: t`${name} (${commonName}) の有効期限 ${day(notAfter)} が過ぎています。`,
    hint: lines(
      '証明書がまだ有効な端末で管理サイトを開いて受け取り、',
      t`weborca-cert receive ファイル名 --name ${name} で取り込んでください。有効な端末がない場合は、サポート窓口にご連絡ください。`,
    ),
  }),
  'certificate-not-yet-valid': ({ name, commonName, notBefore }) => ({
    message: t`${name} (${commonName}) の有効期間は ${time(notBefore)} に始まります。`,
    hint: 'このパソコンの日付と時刻を確かめてください。',
  }),
  'certificate-not-renewable': ({ name, commonName, notAfter }) => ({
    message: t`${name} (${commonName}) の有効期限は ${day(notAfter)} です。CN が client と数字ではないため、自動では更新できません。`,
    hint: t`管理サイトで新しい証明書を発行し、weborca-cert receive ファイル名 --name ${name} で取り込んでください。`,
  }),
  'renewal-failed': ({ name, at, since, step, count, code, details }) => {
    const written = { step, count, error: { code, details }, since: new Date(since) };
    const { message, hint } = describeFailure(written, 'ja');
    return { message: t`${name}: ${time(at)} の更新に失敗しました。${message}`, hint };
  },
  'certificate-superseded': ({ name, path, reasons }) => ({
    message: t`${name}: 別の新しい証明書が見つかりましたが、切り替えていません (${listed(reasons.map(unfit), '、')}): ${path}`,
    hint: wayOutJa(reasons) ?? t`ご自分のものであれば: weborca-cert receive ${path} --name ${name}`,
  }),

  'versions-open': ({ name, versions }) =>
    fine(t`${name}: 保管している${versions}版を、一緒に保存したパスワードで開けました。`),
  'version-unusable': ({ name, version, inUse, reason: why }) => ({
    message: inUse
      ? t`${name}: 使用中の版を開けません (${version}、${why})。`
      : t`${name}: 以前の版を開けません (${version}、${why})。`,
    hint: inUse
      ? t`weborca-cert rollback ${name} で、開ける版のうち最も新しいものに戻せます。バックアップからは weborca-cert restore フォルダー名 で戻せます。`
      : '使用中の版ではありません。使用中の版のバックアップがあることを確かめてください。',
  }),
  'version-changed': ({ name, version }) => ({
    message: t`${name}: 版 ${version} のファイルが、保管したときから変わっています。`,
    hint: t`バックアップと比べ (weborca-cert backup --check ${name})、疑わしい場合は weborca-cert restore フォルダー名 で戻してください。`,
  }),
  'store-empty': ({ name }) => ({
    message: t`${name}: 保管庫に使える版がありません。`,
    hint: 'バックアップから戻してください: weborca-cert restore フォルダー名',
  }),
  'pointer-broken': ({ name, version }) => ({
    message: t`${name}: どの版を使うかの記録が壊れているため、${version} を使っています。`,
    hint: t`次に weborca-cert renew ${name} を実行すると直ります。`,
  }),
  'manifest-broken': ({ name, version }) => ({
    message: t`${name}: 版 ${version} の説明の記録が壊れています。証明書とパスワードは無事です。`,
    hint: t`使用中の版であれば、次に weborca-cert renew ${name} を実行すると直ります。`,
  }),
  'store-unknown-name': ({ name, path }) => ({
    message: t`設定にない ${name} が保管庫にあります: ${path}`,
    hint: '必要な場合は、weborca-cert check に表示されるコマンドで登録し直せます。ここにしかない鍵やパスワードが入っていることがあるため、削除する前に中を確かめてください。',
  }),
  'renewal-open': ({ name, step, since }) =>
    fine(
      t`${name}: ${time(since)} に始めた更新が途中です (${word('ja', 'pending', step)})。次の実行で続けます。`,
    ),
  'renewal-stuck': ({ name, step, since }) => ({
    message: t`${name}: ${time(since)} に始めた更新が終わっていません (${word('ja', 'pending', step)})。`,
    hint: t`weborca-cert renew ${name} を実行して、表示を確かめてください。`,
  }),
  'renewals-abandoned': ({ name, count, path }) =>
    fine(t`${name}: 打ち切った更新の記録が${count}件残っています: ${path}`),
  'in-use-unverified': ({ name, since }) => ({
    message: t`${name}: 使用中の版は、まだ接続を確認できていません (${time(since)} から)。`,
    hint: t`weborca-cert verify ${name}`,
  }),
};
