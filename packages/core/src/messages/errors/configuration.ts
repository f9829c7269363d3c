import type { ErrorDetails } from '../../errors.ts';
import type { Bilingual, Language } from '../../words/bilingual.ts';
import { both, reason } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { lines, t } from '../text.ts';
import type { Message } from '../types.ts';

type Details = ErrorDetails['config-invalid'];

/** With what the sentences call the file with its line, and the place in it. */
interface Told extends Details {
  readonly where: string;
  readonly item: string;
}

const whereIs: Bilingual<(details: Details) => string> = {
  ja: ({ path, line }) =>
    line === undefined ? t`設定ファイル ${path} ` : t`設定ファイル ${path} の ${line}行目`,
  en: ({ path, line }) => (line === undefined ? t`${path}` : t`${path}, line ${line}`),
};

const unnamed: Bilingual = { ja: '', en: 'the content' };

/** One near word is a question, several are a list. */
const suggestion = {
  ja(expected: string, list: string): string {
    return expected.includes(', ')
      ? t`${list}: ${expected}`
      : t`${expected} のことではありませんか。`;
  },
  en(expected: string, list: string): string {
    return expected.includes(', ') ? t`${list}: ${expected}` : t`Did you mean ${expected}?`;
  },
};

const byReason: { readonly [R in Details['reason']]: Bilingual<(told: Told) => Message> } = {
  blank: {
    ja: ({ path }) => ({
      message: t`設定ファイル ${path} に何も書かれていません。`,
      hint: lines(
        '停電などで、中身が失われることがあります。控えがあれば、元に戻してください。',
        '控えがない場合は、証明書ごとにバックアップから weborca-cert restore フォルダー名 を実行するか、weborca-cert add ファイル名 で登録すると、書き直されます。',
      ),
    }),
    en: ({ path }) => ({
      message: t`The configuration ${path} is empty.`,
      hint: lines(
        'A power cut can cause this. If you have a copy of the file, put it back.',
        'If not, it is written again by weborca-cert restore FOLDER (for each backup) or weborca-cert add FILE.',
      ),
    }),
  },
  syntax: {
    ja: ({ where }) => ({
      message: `${where}は、JSON として読めません。`,
      hint: '括弧、引用符、カンマを確かめてください。// で始まる説明と、行末のカンマは使えます。',
    }),
    en: ({ where }) => ({
      message: `The configuration cannot be read as JSON (${where}).`,
      hint: 'Check brackets, quotes and commas. Comments with // and trailing commas are allowed.',
    }),
  },
  encoding: {
    ja: ({ where }) => ({
      message: `${where}は、UTF-8 で書かれていません。`,
      hint: 'エディターで、文字コードを UTF-8 にして保存し直してください。',
    }),
    en: ({ where }) => ({
      message: `The configuration is not encoded in UTF-8 (${where}).`,
      hint: 'Save it again in an editor with UTF-8 encoding.',
    }),
  },
  shape: {
    ja: ({ where, item, expected }) => ({
      message:
        item === ''
          ? `${where}の書き方が正しくありません。`
          : `${where}、${item} の書き方が正しくありません。`,
      hint: expected === undefined ? '' : t`次の形で書いてください: ${expected}`,
    }),
    en: ({ where, item, expected }) => ({
      message: `In the configuration, ${item} is invalid (${where}).`,
      hint: expected === undefined ? '' : t`It should look like this: ${expected}`,
    }),
  },
  'unknown-key': {
    ja: ({ where, item, expected }) => ({
      message: `${where}に、使えない項目 ${item} があります。`,
      hint: expected === undefined ? '' : suggestion.ja(expected, '使える項目'),
    }),
    en: ({ where, item, expected }) => ({
      message: `The configuration has an unknown key ${item} (${where}).`,
      hint: expected === undefined ? '' : suggestion.en(expected, 'Known keys'),
    }),
  },
  'missing-key': {
    ja: ({ where, item, expected }) => ({
      message: `${where}、${item} に ${t`${expected ?? ''}`} がありません。`,
      hint:
        expected?.includes(', ') === true
          ? t`${expected} のどれかを書き足してください。`
          : t`${expected ?? ''} を書き足してください。`,
    }),
    en: ({ where, item, expected }) => ({
      message: `In the configuration, ${item} has no ${t`${expected ?? ''}`} (${where}).`,
      hint:
        expected?.includes(', ') === true
          ? t`Add one of these: ${expected}.`
          : t`Add ${expected ?? ''}.`,
    }),
  },
  'duplicate-key': {
    ja: ({ where, item }) => ({
      message: `${where}で、${item} が2回書かれています。`,
      hint: 'どちらか1つだけにしてください。',
    }),
    en: ({ where, item }) => ({
      message: `The configuration has ${item} twice (${where}).`,
      hint: 'Keep only one of them.',
    }),
  },
  'writable-by-others': {
    ja: ({ path, expected = '0600' }) => ({
      message: t`${path} をほかのユーザーが書き換えられるため、設定を読みませんでした。`,
      hint: lines(
        '設定には起動するプログラムや接続先が書かれるため、書き込めるのは自分だけにしてください。',
        isMode(expected)
          ? t`所有者が自分であることを確かめ、chmod ${expected} ${path} を実行してください。`
          : t`自分だけが書き込めるフォルダー (${expected} など) に移してください。`,
      ),
    }),
    en: ({ path, expected = '0600' }) => ({
      message: t`The configuration was not read, because other users can write to ${path}.`,
      hint: lines(
        'It defines programs to start and hosts to connect to, so only you should be able to change it.',
        isMode(expected)
          ? t`Check that you own it, then run chmod ${expected} ${path}.`
          : t`Move it to a folder that only you can write to, such as ${expected}.`,
      ),
    }),
  },
  'in-project-folder': {
    ja: ({ path, at }) => ({
      message: t`設定ファイル ${path} は作業中のプロジェクト ${at ?? ''} の中にあるため、読みませんでした。`,
      hint: lines(
        t`この設定を使う場合は --config ${path} と指定してください。`,
        '心当たりがない場合は、環境変数 WEBORCA_CERT_HOME などを確かめてください。',
      ),
    }),
    en: ({ path, at }) => ({
      message: t`The configuration ${path} was not read, because it is inside the current project ${at ?? ''}.`,
      hint: lines(
        t`To use it anyway, give --config ${path}.`,
        'If you did not expect this, check environment variables such as WEBORCA_CERT_HOME.',
      ),
    }),
  },
  'service-unknown': {
    ja: ({ where, item, expected }) => ({
      message: `${where}、${item} のサービスは設定にありません。`,
      hint: expected === undefined ? '' : suggestion.ja(expected, '使えるサービス'),
    }),
    en: ({ where, item, expected }) => ({
      message: `The configuration has no service with the name in ${item} (${where}).`,
      hint: expected === undefined ? '' : suggestion.en(expected, 'Known services'),
    }),
  },
  unreadable: {
    ja: ({ path, why }) => ({
      message: t`設定ファイル ${path} を読めません (${reason.ja(why ?? 'unknown')})。`,
      hint: 'ファイルの場所と、読み取る権限を確かめてください。',
    }),
    en: ({ path, why }) => ({
      message: t`The configuration file ${path} cannot be read (${reason.en(why ?? 'unknown')}).`,
      hint: 'Check the path and the read permissions.',
    }),
  },
};

/** `config-invalid` has a sentence for each of its reasons; that of a newer version is `unreadable`. */
export const configInvalid = both((language: Language) => (details: Details): Message => {
  const { at, kind, reason: why } = details;
  const item =
    at === undefined ? unnamed[language] : kind === undefined ? t`${at}` : t`${at} (${kind})`;
  const tell = Object.hasOwn(byReason, why) ? byReason[why] : byReason.unreadable;
  return tell[language]({ ...details, where: whereIs[language](details), item });
});

export const configuration = ofErrors({
  'config-invalid': configInvalid,
});

/** Of files that have one; Windows has access lists, and a place for configurations. */
function isMode(expected: string): boolean {
  return /^0[0-7]{3}$/.test(expected);
}
