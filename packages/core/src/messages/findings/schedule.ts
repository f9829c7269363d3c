import { describeWritten } from '../describe.ts';
import { fine, time } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { lines, listed, t } from '../text.ts';

const again = 'weborca-cert schedule install';
const bare = 'weborca-cert renew --all --quiet --scheduled';

/** The daily run. */
export const schedule = ofFindings({
  'schedule-installed': {
    ja: ({ kind, files }) =>
      fine(t`毎日、自動で更新を確認します (${kind}: ${listed(files, '、')})。`),
    en: ({ kind, files }) => fine(t`Renewal runs every day (${kind}: ${listed(files, ', ')}).`),
  },
  'schedule-none': {
    ja: () => ({
      message:
        '定期実行が設定されていません。自動の更新も、手作業の更新が必要なときの通知も行われません。',
      hint: again,
    }),
    en: () => ({
      message:
        'No schedule is installed: nothing is renewed automatically, and no reminders of renewals by hand are sent.',
      hint: again,
    }),
  },
  'schedule-unsupported': {
    ja: ({ system, command }) => ({
      message: t`登録できる定期実行の仕組みが見つかりません (${system})。`,
      hint: lines(
        'ユーザーの systemd も crontab も使えません。',
        'ほかの仕組みで、次の1行を同じユーザーで毎日実行してください。',
        t`  ${command || bare}`,
      ),
    }),
    en: ({ system, command }) => ({
      message: t`No supported scheduler was found (${system}).`,
      hint: lines(
        'Neither systemd (user) nor crontab is available.',
        'Run this line every day with another scheduler, as the same user:',
        t`  ${command || bare}`,
      ),
    }),
  },
  'schedule-not-active': {
    ja: ({ kind, commands }) => ({
      message: t`定期実行は書き込まれていますが、動いていません (${kind})。`,
      hint:
        commands.length === 0
          ? again
          : lines('次を実行してください:', ...commands.map((one) => t`  ${one}`)),
    }),
    en: ({ kind, commands }) => ({
      message: t`The schedule is written but not running (${kind}).`,
      hint: commands.length === 0 ? again : lines('Run:', ...commands.map((one) => t`  ${one}`)),
    }),
  },
  'schedule-program-moved': {
    ja: ({ program }) => ({
      message: t`定期実行のプログラムがなくなっています: ${program}`,
      hint: again,
    }),
    en: ({ program }) => ({
      message: t`The program of the schedule no longer exists: ${program}`,
      hint: again,
    }),
  },
  'schedule-other-program': {
    ja: ({ found, expected }) => ({
      message: lines(t`定期実行のプログラム: ${found}`, t`このプログラム: ${expected}`),
      hint: again,
    }),
    en: ({ found, expected }) => ({
      message: lines(t`Program of the schedule: ${found}`, t`This program: ${expected}`),
      hint: again,
    }),
  },
  'schedule-program-passing': {
    ja: ({ program }) => ({
      message: t`定期実行のプログラムが、ときどき空にされるフォルダーにあります: ${program}`,
      hint: lines(
        '受け取ったファイルからインストールしてください: npm install -g ./weborca-cert-バージョン.tgz',
        'Node.js なしで動く単独の実行ファイルなら、専用のフォルダーへ移してください。',
        'そのあと weborca-cert schedule install を実行してください。',
      ),
    }),
    en: ({ program }) => ({
      message: t`The program of the schedule is in a folder that is emptied from time to time: ${program}`,
      hint: lines(
        'Install it from the file you received: npm install -g ./weborca-cert-VERSION.tgz',
        'If it is the standalone executable without Node.js, move it to a folder of its own.',
        'Then: weborca-cert schedule install',
      ),
    }),
  },
  'schedule-other-user': {
    ja: ({ user }) => ({
      message: t`定期実行が別のユーザー (${user}) のものです。証明書と設定はユーザーごとに別です。`,
      hint: 'そちらを取り除き、証明書を登録したユーザーで設定し直してください。',
    }),
    en: ({ user }) => ({
      message: t`The schedule belongs to another user (${user}). Certificates and settings are separate for each user.`,
      hint: 'Remove it there and install it as the user who registered the certificates.',
    }),
  },
  'schedule-failed': {
    ja: ({ kind, result }) => ({
      message: t`最後の定期実行がエラーで終わりました (${kind}: ${result})。`,
      hint: 'weborca-cert status で、失敗した内容と対処が分かります。',
    }),
    en: ({ kind, result }) => ({
      message: t`The last scheduled run ended with an error (${kind}: ${result}).`,
      hint: 'weborca-cert status shows what failed and what to do.',
    }),
  },
  'schedule-unknown': {
    ja: ({ kind }) =>
      fine(t`定期実行は書き込まれていますが、動いているか確認できませんでした (${kind})。`),
    en: ({ kind }) =>
      fine(
        t`The schedule is written, but it could not be checked whether it is running (${kind}).`,
      ),
  },
  'schedule-proxy': {
    ja: ({ variable }) => ({
      message: t`ここでは ${variable} が設定されていますが、定期実行では使われません。`,
      hint: '設定ファイルで、サービスの "proxy" にプロキシを書いてください。',
    }),
    en: ({ variable }) => ({
      message: t`${variable} is set here, but scheduled runs do not use it.`,
      hint: 'Set "proxy" of the service in the configuration.',
    }),
  },
  'schedule-environment': {
    ja: ({ variables }) => ({
      message: t`定期実行では ${listed(variables, '、')} が使われず、別の場所の保管庫を探します。`,
      hint: 'Windows のシステム設定で、ユーザーの環境変数に登録してください。',
    }),
    en: ({ variables }) => ({
      message: t`Scheduled runs do not use ${listed(variables, ', ')}, so they look for the store elsewhere.`,
      hint: 'Set it as a user environment variable in the Windows system settings.',
    }),
  },
  'schedule-logged-in-only': {
    ja: ({ command }) => ({
      message: '定期実行は、ログインしている間だけ動きます。',
      hint: t`いつも動くようにするには: ${command}`,
    }),
    en: ({ command }) => ({
      message: 'The schedule runs only while you are logged in.',
      hint: t`To run it always: ${command}`,
    }),
  },
  'run-fine': {
    ja: ({ at, certificates }) =>
      fine(t`最後の実行 (${time.ja(at)}) は正常に終わりました (${certificates}件)。`),
    en: ({ at, certificates }) =>
      fine(
        t`The last run, on ${time.en(at)}, finished without errors (${certificates} ${certificates === 1 ? 'certificate' : 'certificates'}).`,
      ),
  },
  'run-failed': {
    ja: ({ at, failures, told }) => {
      const written = told.map((one) => describeWritten(one, 'ja'));
      return {
        message: lines(
          t`最後の実行 (${time.ja(at)}) で失敗がありました: ${listed(failures, '、')}`,
          ...written.map(({ message }) => message),
        ),
        hint: lines(
          ...written.map(({ hint }) => hint),
          '証明書ごとの内容は weborca-cert status で分かります。',
        ),
      };
    },
    en: ({ at, failures, told }) => {
      const written = told.map((one) => describeWritten(one, 'en'));
      return {
        message: lines(
          t`In the last run, on ${time.en(at)}, there were failures: ${listed(failures, ', ')}`,
          ...written.map(({ message }) => message),
        ),
        hint: lines(
          ...written.map(({ hint }) => hint),
          'weborca-cert status shows the details of each certificate.',
        ),
      };
    },
  },
  'run-old': {
    ja: ({ at }) => ({
      message: t`最後の実行は ${time.ja(at)} で、1週間以上たっています。`,
      hint: 'weborca-cert schedule status で確かめてください。weborca-cert renew --all ですぐに実行できます。',
    }),
    en: ({ at }) => ({
      message: t`The last run was on ${time.en(at)}, more than a week ago.`,
      hint: 'Check it with weborca-cert schedule status. To run it now: weborca-cert renew --all',
    }),
  },
  'run-never': {
    ja: ({ since }) => ({
      message: t`定期実行は ${time.ja(since)} に設定されましたが、一度も実行されていません。`,
      hint: again,
    }),
    en: ({ since }) => ({
      message: t`The schedule was installed on ${time.en(since)} but has never run.`,
      hint: again,
    }),
  },
});
