import { nearest } from '../../configuration/nearest.ts';
import { problemWord } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { argument, lines, listed, t } from '../text.ts';

const meant = {
  ja: (word: string | undefined) =>
    word === undefined ? undefined : t`${word} のことではありませんか。`,
  en: (word: string | undefined) => (word === undefined ? undefined : t`Did you mean ${word}?`),
};

/** What was asked for, and what there is. */
export const names = ofErrors({
  'usage-invalid': {
    ja: ({ problem, value, among, path }) =>
      problem === 'no-certificate-matches'
        ? {
            message: t`${value ?? ''} に当てはまる証明書がありません (${problemWord.ja(problem)})。`,
            hint: t`新しく登録する場合: weborca-cert add ${path === undefined ? 'ファイル名' : argument(path)}`,
          }
        : among !== undefined
          ? {
              message:
                value === undefined
                  ? t`どの証明書か、決められません (${problemWord.ja(problem)})。`
                  : t`${value} は見つかりません (${problemWord.ja(problem)})。`,
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
                    ? t`指定が正しくありません (${problemWord.ja(problem)})。`
                    : t`指定が正しくありません: ${value} (${problemWord.ja(problem)})。`,
                hint: '使い方は weborca-cert --help で確認できます。',
              },
    en: ({ problem, value, among, path }) =>
      problem === 'no-certificate-matches'
        ? {
            message: t`Nothing fits ${value ?? ''} (${problemWord.en(problem)}).`,
            hint: t`To register it: weborca-cert add ${path === undefined ? 'FILE' : argument(path)}`,
          }
        : among !== undefined
          ? {
              message:
                value === undefined
                  ? t`It is not clear which certificate is meant (${problemWord.en(problem)}).`
                  : t`${value} is not in it (${problemWord.en(problem)}).`,
              hint: t`Give one of them with --cn: ${listed(among, ', ')}.`,
            }
          : problem === 'backup-service-unknown'
            ? {
                message: t`The backup uses the service ${value ?? ''}, which is not in the configuration on this computer.`,
                hint: 'Add the service to the configuration first. If another service is right, give it with --service S.',
              }
            : {
                message:
                  value === undefined
                    ? t`The command line is invalid (${problemWord.en(problem)}).`
                    : t`This value is not valid: ${value} (${problemWord.en(problem)}).`,
                hint: 'See weborca-cert --help for usage.',
              },
  },
  'name-unknown': {
    ja: ({ name, known, published = false }) => ({
      message: published
        ? t`${name} という名前は、端末にも証明書にもありません。`
        : t`${name} という名前の証明書は登録されていません。`,
      hint:
        known.length === 0
          ? published
            ? 'このフォルダーには、まだどの端末の状態もありません。'
            : 'weborca-cert add ファイル名 で登録してください。'
          : lines(
              meant.ja(nearest(name, known)),
              published
                ? t`このフォルダーにある名前: ${listed(known, '、')}`
                : t`登録されている名前: ${listed(known, '、')}`,
            ),
    }),
    en: ({ name, known, published = false }) => ({
      message: published
        ? t`No machine and no certificate has the name ${name}.`
        : t`No certificate is registered as ${name}.`,
      hint:
        known.length === 0
          ? published
            ? 'No machine has published its status in this folder yet.'
            : 'Register one with weborca-cert add FILE.'
          : lines(
              meant.en(nearest(name, known)),
              published
                ? t`Names in this folder: ${listed(known, ', ')}`
                : t`Registered names: ${listed(known, ', ')}`,
            ),
    }),
  },
  'name-taken': {
    ja: ({ name, sameCertificate = false, unconfigured = false }) =>
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
              unconfigured
                ? t`保管庫には ${name} がありますが、設定にありません。登録し直すコマンドは weborca-cert check で分かります。`
                : t`新しく受け取った証明書を同じ名前で使うには weborca-cert receive ファイル名 --name ${name} を実行してください。`,
            ),
          },
    en: ({ name, sameCertificate = false, unconfigured = false }) =>
      sameCertificate
        ? {
            message: t`This certificate is already registered as ${name}.`,
            hint: lines(
              'Under a second name it would be renewed twice.',
              t`To change its name, run weborca-cert rename ${name} NEWNAME.`,
            ),
          }
        : {
            message: t`The name ${name} is already in use.`,
            hint: lines(
              'Give another name with --name.',
              unconfigured
                ? t`The store holds ${name}, but the configuration does not name it: weborca-cert check shows how to register it again.`
                : t`To use a newly received certificate under the same name, run weborca-cert receive FILE --name ${name}.`,
            ),
          },
  },
  'version-unknown': {
    ja: ({ name, version, matching }) => ({
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
    en: ({ name, version, matching }) => ({
      message:
        version === 'current'
          ? t`The store has no usable version of ${name}.`
          : version === 'previous'
            ? t`${name} has no other version that has not expired.`
            : matching === undefined
              ? t`${name} has no version ${version}.`
              : t`Several versions of ${name} begin with ${version} (${listed(matching, ', ')}).`,
      hint: lines(
        t`See the stored versions with weborca-cert versions ${name}.`,
        'To get one back from a backup, run weborca-cert restore FOLDER.',
      ),
    }),
  },
  'nothing-under-care': {
    ja: ({ path, stored, file }) => ({
      message:
        file === undefined
          ? '登録された証明書がないため、確認も更新もできません。'
          : '登録された証明書がないため、取り込めません。先に登録してください。',
      hint: lines(
        file === undefined
          ? '登録する場合: weborca-cert add ファイル名'
          : `登録する場合: weborca-cert add ${argument(file)}`,
        t`登録したはずの場合: このアカウントの設定ファイルは ${path} です。アカウント (HOME) と WEBORCA_CERT_HOME が正しいか確かめてください。`,
        stored.length === 0
          ? undefined
          : t`保管庫には ${listed(stored, '、')} があります。設定に戻す方法は weborca-cert check で分かります。`,
      ),
    }),
    en: ({ path, stored, file }) => ({
      message:
        file === undefined
          ? 'No certificates are registered, so there is nothing to check or renew.'
          : 'No certificates are registered, so there is nothing to replace. Register this one instead.',
      hint: lines(
        file === undefined
          ? 'Register one: weborca-cert add FILE'
          : `Register it: weborca-cert add ${argument(file)}`,
        t`If you expected some: this account uses the configuration ${path}. Check that the account (HOME) and WEBORCA_CERT_HOME are right.`,
        stored.length === 0
          ? undefined
          : t`The store contains ${listed(stored, ', ')}: weborca-cert check shows how to register them again.`,
      ),
    }),
  },
});
