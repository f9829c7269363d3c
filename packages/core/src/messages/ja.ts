import { backupFailedJa } from './backup-ja.ts';
import { configInvalid } from './config-ja.ts';
import { formatDay, formatTime } from './dates.ts';
import { issuedEarlyJa, issuedExpiredJa } from './issued-dates.ts';
import { renewalJa } from './renewal-ja.ts';
import { verificationJa } from './verification.ts';
import { lines, listed, t } from './text.ts';
import type { Catalogue } from './types.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('ja', 'reason', key);

function writingCause(why: string): string {
  switch (why) {
    case 'missing':
    case 'not-a-folder':
      return 'フォルダーを作るか、設定ファイルに書いた場所を直して、もう一度実行してください。';
    case 'symbolic-link':
      return 'リンクの先は書き換えません。リンクではなく、実際のファイルの場所を指定してください。';
    case 'disk-full':
      return 'ディスクの空きを増やして、もう一度実行してください。';
    case 'fsync-refused':
      return '保管庫は、このパソコン自身のディスクに置いてください (場所は環境変数 WEBORCA_CERT_HOME で指定できます)。ネットワークドライブや同期フォルダーでは、書き込んだものが失われることがあります。';
    default:
      return '権限と、ドライブがつながっているかを確かめて、もう一度実行してください。';
  }
}

function readingCause(why: string): string {
  switch (why) {
    case 'no-permission':
      return 'sudo で実行した後などで、別のユーザーのものになっているかもしれません。所有者を自分に戻すか (chown)、そのユーザーで実行してください。';
    case 'io-error':
    case 'too-many-open-files':
      return 'もう一度実行してください。続くときはドライブの故障も考えられます。ドライブとバックアップを確認してください。';
    case 'missing':
      return 'ドライブが接続されていることを確認して、もう一度実行してください。';
    default:
      return 'このプログラムのファイルがあるはずの場所に、別のものがあります。よそへ移して、もう一度実行してください。';
  }
}

function consumerCause(why: string): string {
  return why === 'record-unreadable'
    ? '読めない記録を別の場所へ移し、利用先のファイルと、隣に残した .old-* を確かめてから、weborca-cert deploy を実行してください。'
    : '原因を直してから weborca-cert deploy を実行してください。次の実行でも自動的にやり直します。';
}
const time = (iso: string): string => formatTime(new Date(iso), 'ja');
const file = (path: string | undefined): string => (path === undefined ? 'ファイル' : t`${path} `);

/** The other road to a certificate: the management site (guide, システム管理サイト). */
const bySite = (commonName: string): string =>
  t`  証明書管理 → ${commonName === '' ? '更新する証明書' : commonName} → 証明書更新 → OK → ダウンロード(zip形式) の順に進みます。`;

const siteCommand = (service: string): string =>
  service === 'demo' ? 'weborca-cert site --demo' : 'weborca-cert site';

const receiveZip =
  '  ダウンロードした zip を weborca-cert receive ファイル名 で取り込むと、続きは同じです。';

/** A file of the store that was removed or changed. */
const inStore = (name: string): string =>
  lines(
    '保管庫にある版のファイルです。このプログラム以外では書き換えないでください。',
    'バックアップがある場合: weborca-cert restore フォルダー名 で元に戻せます。',
    t`ない場合: weborca-cert versions ${name} でほかの版を確認し、weborca-cert rollback ${name} で前の版に戻せます。`,
  );

export const ja: Catalogue = {
  'usage-invalid': ({ problem, value, among }) =>
    among !== undefined
      ? {
          message:
            value === undefined
              ? t`どの証明書か、決められません (${word('ja', 'problem', problem)})。`
              : t`${value} は見つかりません (${word('ja', 'problem', problem)})。`,
          hint: t`次のどれかを --cn で指定してください: ${listed(among, '、')}`,
        }
      : problem === 'backup-service-unknown'
        ? {
            message: t`バックアップにあるサービス ${value ?? ''} は、このパソコンの設定にありません。`,
            hint: 'このサービスを先に設定ファイルに書いてください。別のサービスで正しい場合は --service S で指定できます。',
          }
        : {
            message:
              value === undefined
                ? t`指定が正しくありません (${word('ja', 'problem', problem)})。`
                : t`指定が正しくありません: ${value} (${word('ja', 'problem', problem)})。`,
            hint: '使い方は weborca-cert --help で確認できます。',
          },
  'config-invalid': configInvalid,
  'name-unknown': ({ name, known }) => ({
    message: t`${name} という名前の証明書は登録されていません。`,
    hint:
      known.length === 0
        ? 'weborca-cert add ファイル名 で登録してください。'
        : t`登録されている名前: ${listed(known, '、')}`,
  }),
  'name-taken': ({ name, sameCertificate = false }) =>
    sameCertificate
      ? {
          message: t`この証明書は ${name} という名前ですでに登録されています。`,
          hint: lines(
            '2つの名前で登録すると、二重に更新されてしまいます。',
            t`別の名前にするには weborca-cert rename ${name} 新しい名前 を実行してください。`,
          ),
        }
      : {
          message: t`${name} という名前はすでに使われています。`,
          hint: lines(
            '別の名前を --name で指定してください。',
            t`新しく受け取った証明書を同じ名前で使うには weborca-cert receive ファイル名 --name ${name} を実行してください。`,
          ),
        },
  'version-unknown': ({ name, version, matching }) => ({
    message:
      version === 'current'
        ? t`${name} の使える版が保管庫に見つかりません。`
        : version === 'previous'
          ? t`${name} には、期限内の版がほかにありません。`
          : matching === undefined
            ? t`${name} に ${version} という版はありません。`
            : t`${name} には ${version} で始まる版が複数あります (${listed(matching, '、')})。`,
    hint: lines(
      t`weborca-cert versions ${name} で、保管されている版を確認できます。`,
      'バックアップから戻すには weborca-cert restore フォルダー名 を実行してください。',
    ),
  }),
  'file-not-found': ({ path, stored }) => ({
    message: t`${path} が見つかりません。`,
    hint: stored === undefined ? 'ファイルの場所と名前を確かめてください。' : inStore(stored),
  }),
  'password-missing': ({ path }) => ({
    message: t`${path} を開くためのパスワードが必要です。`,
    hint: lines(
      '--password-file ファイル名 でパスワードのファイルを指定するか、--password-stdin で渡してください。',
      '更新のときの「確認する」で表示され、証明書と一緒に保存したパスワードです。',
    ),
  }),
  'password-wrong': ({ path, of }) =>
    of === undefined
      ? {
          message: t`${file(path)}はこのパスワードでは開けません。`,
          hint: lines(
            'パスワードは証明書ごとに違います。この .p12 と一緒に保存したパスワードを指定してください。',
            '大文字と小文字、全角と半角、前後の空白も確かめてください。',
          ),
        }
      : {
          message:
            of === 'key'
              ? t`${file(path)}は開けましたが、中の秘密鍵には別のパスワードがかかっています。`
              : t`${file(path)}は開けましたが、中の秘密鍵は2つ目のパスワードで開けません。`,
          hint: lines(
            '鍵のパスワードのファイルを --key-password-file ファイル名 で指定してください。',
            'Java のプログラムでは、キーストアのパスワードとは別に、鍵のパスワードを決められます。',
          ),
        },
  'pkcs12-damaged': ({ path, at, stored }) => ({
    message: t`${file(path)}は壊れています (${word('ja', 'part', at)})。`,
    hint:
      stored === undefined
        ? 'もう一度コピーするか、バックアップの .p12 を使ってください。'
        : inStore(stored),
  }),
  'pkcs12-unsupported': ({ path, algorithm }) => ({
    message: t`${file(path)}の暗号方式 ${algorithm} には対応していません。`,
    hint: lines(
      'Windows の証明書のエクスポートなど、ほかのプログラムで .p12 を書き出し直してから指定してください。',
      t`weborca-cert doctor の結果をサポート窓口にお知らせください。`,
    ),
  }),
  'pkcs12-limit': ({ path, limit }) => ({
    message: t`${file(path)}は安全に扱える範囲を超えています (${word('ja', 'limit', limit)})。`,
    hint: 'クライアント証明書のファイルかどうか、確かめてください。',
  }),
  'not-a-certificate': ({ path, found, inside }) => {
    if (inside !== undefined) {
      return {
        message: t`${file(path)}には、複数の証明書のバックアップがあります (${listed(inside, '、')})。`,
        hint: 'その中の1つのフォルダーを指定してください。',
      };
    }
    const why = reason(found);
    // A reason of the operating system: it could not even be looked at.
    if (why !== found && found !== 'empty' && found !== 'unknown') {
      return {
        message: t`${file(path)}を読めません (${why})。`,
        hint: 'ファイルの場所と、読み取る権限を確かめてください。',
      };
    }
    return {
      message: t`${file(path)}はクライアント証明書として使えません (${word('ja', 'found', found)})。`,
      hint: found.startsWith('invalid ')
        ? '証明書そのものの誤りで、コピーし直しても変わりません。サポート窓口にご連絡ください。'
        : '秘密鍵の入った .p12 ファイル、または管理サイトからダウンロードした zip を指定してください。',
    };
  },
  'certificate-expired': ({ commonName, notAfter, name, site, issued = false, until }) =>
    issued
      ? issuedExpiredJa(name, commonName, notAfter, until)
      : {
          message: t`${name} (${commonName}) の有効期限 ${formatDay(new Date(notAfter), 'ja')} が過ぎています。`,
          hint: lines(
            '期限切れの証明書では、自動の更新はできません。次のようにして受け取り直してください。',
            t`証明書がまだ有効な端末がある場合: その端末で管理サイト (${site ?? 'weborca-cert site で開きます'}) に、テナント管理者のアカウントでログインし、`,
            bySite(commonName),
            t`  zip をこのパソコンに移し、weborca-cert receive ファイル名 --name ${name} で取り込んでください。`,
            '有効な端末が1台もない場合: サポート窓口にご連絡ください。',
          ),
        },
  'certificate-not-yet-valid': ({ name, notBefore, issued = false }) =>
    issued
      ? issuedEarlyJa(name, notBefore)
      : {
          message: t`${name} の有効期間は ${time(notBefore)} に始まります。`,
          hint: 'このパソコンの日付と時刻を確かめてください。合っている場合は、その時刻を過ぎてから実行してください。',
        },
  'certificate-not-renewable': ({ name, commonName }) => ({
    message:
      commonName === ''
        ? t`${name} には CN がないため、更新の対象ではありません。`
        : t`${name} の CN は ${commonName} のため、更新の対象ではありません。`,
    hint: lines(
      '自動で更新できるのは、CN が client と数字 (例: client001) のテナント用クライアント証明書だけです。',
      'ほかの証明書は、weborca-cert site で管理サイトを開くか、サポート窓口で受け取ってください。',
      t`受け取ったファイルは weborca-cert receive ファイル名 --name ${name} で取り込めます。`,
    ),
  }),
  'service-not-configured': ({ service, commonName, site, configPath }) => ({
    message: t`更新サービス (${service}) の URL が設定されていません。`,
    hint: lines(
      'WebORCAクラウドの更新 API の URL は、API協議会の会員向け資料にあります。',
      t`資料がある場合: 設定ファイル ${configPath} の services.${service}.api に書いてください。`,
      t`資料がない場合: ${siteCommand(service)} で管理サイト ${site} を開き、テナント管理者のアカウントでログインし、`,
      bySite(commonName),
      receiveZip,
    ),
  }),
  ...renewalJa,
  ...verificationJa,
  'destination-not-writable': ({ path, reason: why, doing }) =>
    doing === 'read'
      ? {
          message: t`${path} を読み込めません (${reason(why)})。`,
          hint: readingCause(why),
        }
      : {
          message: t`${path} に書き込めません (${reason(why)})。`,
          hint: writingCause(why),
        },
  locked: ({ name, pid, host, since, command }) => ({
    message: t`${name} は、ほかの処理が使っています (${command === '' ? '不明' : command}、${host}、プロセス ${pid}、${time(since)} から)。`,
    hint: 'その処理が終わってから、もう一度実行してください。',
  }),
  'lease-lost': ({ name }) => ({
    message: t`この処理が長く止まっていたため (パソコンのスリープなど)、${name} はほかの処理が引き継ぎました。引き継いだ処理の邪魔はしていません。`,
    hint: t`もう一度 weborca-cert renew ${name} を実行してください。今の状態から続けます。その間に届いたサービスの応答は残してあり、そのときに受け取ります。`,
  }),
  'consumer-failed': ({ kind, path, reason: why, at, command }) => ({
    message: t`利用先の ${word('ja', 'consumer-kind', kind)} (${path}) を新しくできません (${reason(why)}${at === undefined ? '' : t`: ${at}`})。`,
    hint: lines(
      '証明書そのものは保管庫にあり、問題ありません。',
      command === undefined
        ? consumerCause(why)
        : t`権限のある人が次を実行してください。そのあと weborca-cert deploy で確かめられます。\n${command}`,
    ),
  }),
  'backup-failed': backupFailedJa,
  'tool-missing': ({ tool }) => ({
    message: t`必要なプログラム ${tool} が見つからないか、起動できません。`,
    hint: 'インストールされているか、PATH で見つかるかを確かめてください。',
  }),
  interrupted: ({ during }) => ({
    message: t`${word('ja', 'during', during)}の途中で止められました。`,
    hint: 'もう一度実行すると、続きから再開します。',
  }),
  'nothing-under-care': ({ path, stored }) => ({
    message: '登録された証明書がないため、確認も更新もできません。',
    hint: lines(
      '登録する場合: weborca-cert add ファイル名',
      t`登録したはずの場合: このアカウントの設定ファイルは ${path} です。アカウント (HOME) と WEBORCA_CERT_HOME が正しいか確かめてください。`,
      stored.length === 0
        ? undefined
        : t`保管庫には ${listed(stored, '、')} があります。設定に戻す方法は weborca-cert check で分かります。`,
    ),
  }),
  internal: ({ reason: why }) => ({
    message: t`プログラムの内部でエラーが起きました (${reason(why)})。`,
    hint: 'weborca-cert doctor の結果を添えて、不具合としてお知らせください。',
  }),
};
