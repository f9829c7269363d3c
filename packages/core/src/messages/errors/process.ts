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
      message: t`Another process is at work on ${name} (${command === '' ? 'unknown' : command}, ${host}, process ${pid}, since ${time.en(since)}).`,
      hint: 'Run this again when that one has ended.',
    }),
  },
  'lease-lost': {
    ja: ({ name }) => ({
      message: t`この処理が長く止まっていたため (パソコンのスリープなど)、${name} はほかの処理が引き継ぎました。引き継いだ処理の邪魔はしていません。`,
      hint: t`もう一度 weborca-cert renew ${name} を実行してください。今の状態から続けます。その間に届いたサービスの応答は残してあり、そのときに受け取ります。`,
    }),
    en: ({ name }) => ({
      message: t`This process was stopped for so long, perhaps because the computer slept, that another one took over the work on ${name}. It has left that one's work alone.`,
      hint: t`Run weborca-cert renew ${name} again: it goes on from wherever things stand now. What the service answered meanwhile is kept, and fetched then.`,
    }),
  },
  'tool-missing': {
    ja: ({ tool }) => ({
      message: t`必要なプログラム ${tool} が見つからないか、起動できません。`,
      hint: 'インストールされているか、PATH で見つかるかを確かめてください。',
    }),
    en: ({ tool }) => ({
      message: t`The program ${tool}, which is needed, was not found or cannot be started.`,
      hint: 'Check that it is installed and on PATH.',
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
      message: t`It was stopped during ${duringWord.en(during)}.`,
      hint:
        during === 'prompt'
          ? 'Run it again to be asked again.'
          : 'Run it again, and it goes on from there.',
    }),
  },
  internal: {
    ja: ({ reason: why }) => ({
      message: t`プログラムの内部でエラーが起きました (${reason.ja(writtenWord(why))})。`,
      hint: 'weborca-cert doctor の結果を添えて、不具合としてお知らせください。',
    }),
    en: ({ reason: why }) => ({
      message: t`Something went wrong inside the program (${reason.en(writtenWord(why))}).`,
      hint: 'Please report it as a bug, with what weborca-cert doctor says.',
    }),
  },
});
