import { formatTime } from './dates.ts';
import { describeWritten } from './describe.ts';
import type { FindingTexts, ScheduleCode } from './doctor-types.ts';
import { lines, listed, t } from './text.ts';

const time = (iso: string): string => formatTime(new Date(iso), 'ja');
const fine = (message: string) => ({ message, hint: '' });
const again = 'weborca-cert schedule install';

/** The daily run, and what lies about. */
export const doctorScheduleJa: FindingTexts<ScheduleCode> = {
  'schedule-installed': ({ kind, files }) =>
    fine(t`毎日、自動で更新を確認します (${kind}: ${listed(files, '、')})。`),
  'schedule-none': () => ({
    message: '定期実行が設定されていないため、自動では更新されません。',
    hint: again,
  }),
  'schedule-unsupported': ({ system }) => ({
    message: t`${system} の定期実行の仕組みには対応していません。`,
    hint: 'お使いの仕組みで、weborca-cert renew --all --quiet --scheduled を毎日実行してください。',
  }),
  'schedule-not-active': ({ kind, commands }) => ({
    message: t`定期実行は書き込まれていますが、動いていません (${kind})。`,
    hint:
      commands.length === 0
        ? again
        : lines('次を実行してください:', ...commands.map((one) => t`  ${one}`)),
  }),
  'schedule-program-moved': ({ program }) => ({
    message: t`定期実行のプログラムがなくなっています: ${program}`,
    hint: again,
  }),
  'schedule-other-program': ({ found, expected }) => ({
    message: lines(t`定期実行のプログラム: ${found}`, t`このプログラム: ${expected}`),
    hint: again,
  }),
  'schedule-program-passing': ({ program }) => ({
    message: t`定期実行のプログラムが、ときどき空にされるフォルダーにあります: ${program}`,
    hint: lines(
      '受け取ったファイルからインストールしてください: npm install -g ./weborca-cert-バージョン.tgz',
      'Node.js なしで動く単独の実行ファイルなら、専用のフォルダーへ移してください。',
      'そのあと weborca-cert schedule install を実行してください。',
    ),
  }),
  'schedule-other-user': ({ user }) => ({
    message: t`定期実行が別の利用者 (${user}) のものです。証明書と設定は利用者ごとに別です。`,
    hint: 'そちらを取り除き、証明書を登録した利用者で設定し直してください。',
  }),
  'schedule-failed': ({ kind, result }) => ({
    message: t`最後の定期実行がエラーで終わりました (${kind}: ${result})。`,
    hint: 'weborca-cert status で、失敗した内容と対処が分かります。',
  }),
  'schedule-unknown': ({ kind }) =>
    fine(t`定期実行は書き込まれていますが、動いているか確認できませんでした (${kind})。`),
  'schedule-proxy': ({ variable }) => ({
    message: t`ここでは ${variable} が設定されていますが、定期実行では使われません。`,
    hint: '設定ファイルで、サービスの "proxy" にプロキシを書いてください。',
  }),
  'schedule-environment': ({ variables }) => ({
    message: t`定期実行では ${listed(variables, '、')} が使われず、別の場所の保管庫を探します。`,
    hint: 'Windows のシステム設定で、利用者の環境変数に登録してください。',
  }),
  'schedule-logged-in-only': ({ command }) => ({
    message: '定期実行は、ログインしている間だけ動きます。',
    hint: t`いつも動くようにするには: ${command}`,
  }),
  'run-fine': ({ at, certificates }) =>
    fine(t`最後の実行 (${time(at)}) は正常に終わりました (${certificates}件)。`),
  'run-failed': ({ at, failures, told }) => {
    const written = told.map((one) => describeWritten(one, 'ja'));
    return {
      message: lines(
        t`最後の実行 (${time(at)}) で失敗がありました: ${listed(failures, '、')}`,
        ...written.map(({ message }) => message),
      ),
      hint: lines(
        ...written.map(({ hint }) => hint),
        '証明書ごとの内容は weborca-cert status で分かります。',
      ),
    };
  },
  'run-old': ({ at }) => ({
    message: t`最後の実行は ${time(at)} で、1週間以上たっています。`,
    hint: 'weborca-cert schedule status で確かめてください。weborca-cert renew --all ですぐに実行できます。',
  }),
  'run-never': ({ since }) => ({
    message: t`定期実行は ${time(since)} に設定されましたが、一度も実行されていません。`,
    hint: again,
  }),

  'leftovers-none': () => fine('残っているものはありません。'),
  'leftover-temporary': ({ path }) => ({
    message: t`中断した処理のファイルが残っています: ${path}`,
    hint: '次の実行で片付きます。残り続ける場合は削除してください。',
  }),
  'leftover-import': ({ name, path }) => ({
    message: t`${name === null ? '' : t`${name}: `}取り込みのために作った証明書のコピーが残っています: ${path}`,
    hint: '取り込みが済んでいれば、削除してください。',
  }),
  'leftover-removed': ({ path }) => ({
    message: t`登録をやめた証明書が、鍵とパスワードと一緒に残っています: ${path}`,
    hint: 'weborca-cert restore で元に戻せます。不要だと確かめたら、フォルダーを削除できます。',
  }),
  'leftover-rehearsal': ({ path }) => ({
    message: t`練習に使った証明書のコピーが残っています: ${path}`,
    hint: 'フォルダーを削除してください。',
  }),
  'leftover-replaced': ({ name, path, count }) => ({
    message: t`${name}: 置き換える前のファイルが${count}件残っています: ${path}`,
    hint: '有効期限まで使える鍵が入っています。すべて正常に動いていれば、削除できます。',
  }),
};
