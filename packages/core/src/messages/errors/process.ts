import { writtenWord } from '../../words/written.ts';
import { duringWord, reason, time } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { t } from '../text.ts';

/** This process, and others beside it. */
export const processes = ofErrors({
  locked: {
    ja: ({ name, pid, host, since, command }) => ({
      message: t`${name} は、ほかの処理が使っています (${command === '' ? '不明' : command}、${host}、プロセス ${pid}、${time.ja(since)} から)。`,
      hint: 'その処理が終わってから、もう一度実行してください。',
    }),
    en: ({ name, pid, host, since, command }) => ({
      message: t`Another process is using ${name} (${command === '' ? 'unknown' : command}, ${host}, process ${pid}, since ${time.en(since)}).`,
      hint: 'Run this again when it has finished.',
    }),
  },
  'lease-lost': {
    ja: ({ name }) => ({
      message: t`この処理が長く止まっていたため (パソコンのスリープなど)、${name} はほかの処理が引き継ぎました。引き継いだ処理の邪魔はしていません。`,
      hint: t`もう一度 weborca-cert renew ${name} を実行してください。今の状態から続けます。その間に届いたサービスの応答は残してあり、そのときに受け取ります。`,
    }),
    en: ({ name }) => ({
      message: t`This process was suspended for so long (perhaps the computer was asleep) that another process took over ${name}. This one did not interfere.`,
      hint: t`Run weborca-cert renew ${name} again. It continues from the current state. What the service answered in the meantime is kept and used then.`,
    }),
  },
  'tool-missing': {
    ja: ({ tool }) => ({
      message: t`必要なプログラム ${tool} が見つからないか、起動できません。`,
      hint: 'インストールされているか、PATH で見つかるかを確かめてください。',
    }),
    en: ({ tool }) => ({
      message: t`The required program ${tool} was not found or cannot be started.`,
      hint: 'Check that it is installed and on PATH.',
    }),
  },
  'elevation-refused': {
    ja: ({ declined }) => ({
      message: declined
        ? '管理者の許可が得られなかったため、その部分は行っていません。'
        : '管理者の権限で行う作業が、最後まで終わりませんでした。',
      hint: declined
        ? 'もう一度実行し、Windows の確認 (ユーザー アカウント制御) で「はい」を選んでください。確認がタスクバーで点滅していることもあります。'
        : 'weborca-cert doctor で今の状態を確かめてください。',
    }),
    en: ({ declined }) => ({
      message: declined
        ? 'Administrator rights were not given, so that part was not done.'
        : 'What needed administrator rights did not run to its end.',
      hint: declined
        ? 'Run it again and answer Yes to the question of Windows (User Account Control). It may be flashing on the taskbar.'
        : 'See how things stand with weborca-cert doctor.',
    }),
  },
  interrupted: {
    ja: ({ during }) => ({
      message: t`${duringWord.ja(during)}の途中で止められました。`,
      hint:
        during === 'prompt'
          ? 'もう一度実行すると、最初からお尋ねします。'
          : 'もう一度実行すると、続きから再開します。',
    }),
    en: ({ during }) => ({
      message: t`Interrupted during ${duringWord.en(during)}.`,
      hint:
        during === 'prompt'
          ? 'Run it again to start over.'
          : 'Run it again to continue from there.',
    }),
  },
  internal: {
    ja: ({ reason: why }) => ({
      message: t`プログラムの内部でエラーが起きました (${reason.ja(writtenWord(why))})。`,
      hint: 'weborca-cert doctor の結果を添えて、不具合としてお知らせください。',
    }),
    en: ({ reason: why }) => ({
      message: t`An internal error occurred (${reason.en(writtenWord(why))}).`,
      hint: 'Please report this as a bug, with the output of weborca-cert doctor.',
    }),
  },
});
