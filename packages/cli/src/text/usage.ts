import type { Bilingual } from '@weborca-cert/core';
import type { UsageProblem } from '../arguments/usage.ts';

/** What is wrong with a command line. */
export const usageTexts = {
  usage: {
    'command-missing': {
      ja: () => 'コマンドを指定してください。',
      en: () => 'A command is missing.',
    },
    'command-unknown': {
      ja: (value) => `${value} というコマンドはありません。`,
      en: (value) => `Unknown command: ${value}`,
    },
    'option-unknown': {
      ja: (value) => `${value} というオプションはありません。`,
      en: (value) => `Unknown option: ${value}`,
    },
    'option-repeated': {
      ja: (value) => `${value} は1回だけ指定できます。`,
      en: (value) => `${value} can be given only once.`,
    },
    'argument-missing': {
      ja: (value) => `${value} を指定してください。`,
      en: (value) => `${value} is missing.`,
    },
    'arguments-too-many': {
      ja: (value) => `引数が多すぎます (指定できるのは${value}個までです)。`,
      en: (value) => `Too many arguments (at most ${value}).`,
    },
    'value-missing': {
      ja: (value) => `${value} には値が必要です。- で始まる値は ${value}=-… と書いてください。`,
      en: (value) => `${value} needs a value. One that begins with a dash is written ${value}=-….`,
    },
    'value-not-taken': {
      ja: (value) => `${value} には値を付けられません。`,
      en: (value) => `${value} takes no value.`,
    },
    'value-not-number': {
      ja: (value) => `${value} の範囲の整数を指定してください。`,
      en: (value) => `Give a whole number: ${value}.`,
    },
    'value-not-one-of': {
      ja: (value) => `${value} のどれかを指定してください。`,
      en: (value) => `Give one of these: ${value}.`,
    },
    'value-not-json-array': {
      ja: (value) =>
        `${value} には、文字列のJSON配列を指定してください。例: '["pass","show","weborca"]'`,
      en: (value) =>
        `${value} needs a JSON array of strings, for example '["pass","show","weborca"]'.`,
    },
    'value-not-threshold': {
      ja: (value) => `${value} は 90d (日数) または 15% (割合) の形で指定してください。`,
      en: (value) => `${value} is written as 90d (days) or 15% (of the lifetime).`,
    },
    'value-not-field': {
      ja: (value) => `${value} は FIELD=VALUE の形で指定してください。`,
      en: (value) => `${value} is written as FIELD=VALUE.`,
    },
    'value-not-json': {
      ja: (value) => `${value} の値はJSONとして正しくありません。`,
      en: (value) => `The value of ${value} is not valid JSON.`,
    },
    'consumer-field': {
      ja: (value) => `利用先の項目が足りないか、正しくありません: ${value}`,
      en: (value) => `A field of the consumer is missing or wrong: ${value}`,
    },
    'consumer-ambiguous': {
      ja: (value) => `${value} の利用先は複数あります。場所で指定してください。`,
      en: (value) => `There are several consumers of the kind ${value}; give the path of one.`,
    },
    'fault-unknown': {
      ja: (value) =>
        `${value} という障害はありません。weborca-cert simulate --list-faults で一覧が出ます。`,
      en: (value) =>
        `Unknown fault: ${value}. List them all with weborca-cert simulate --list-faults.`,
    },
    'replay-unknown': {
      ja: (value) => `${value} に、weborca-cert renew --record フォルダー の記録がありません。`,
      en: (value) => `${value}: no record of weborca-cert renew --record DIR lies there.`,
    },
    'service-rule-unknown': {
      ja: (value) =>
        `${value} という前提はありません。weborca-cert simulate --list-service-rules で一覧が出ます。`,
      en: (value) =>
        `There is no rule ${value}: weborca-cert simulate --list-service-rules names them all.`,
    },
    'consumer-unknown': {
      ja: (value) => `${value} という利用先はありません。`,
      en: (value) => `No such consumer: ${value}`,
    },
    'password-sources-conflict': {
      ja: () => 'パスワードの渡し方は1つだけ指定してください。',
      en: () => 'Only one source of the password can be given.',
    },
    'password-not-utf8': {
      ja: () => 'パスワードがUTF-8ではありません。',
      en: () => 'The password is not UTF-8.',
    },
    'password-variable-unset': {
      ja: (value) => `環境変数 ${value} がありません。`,
      en: (value) => `There is no environment variable ${value}.`,
    },
    'password-command-failed': {
      ja: (value) => `パスワードを出力するはずの ${value} が失敗しました。`,
      en: (value) => `${value}, which should print the password, failed.`,
    },
    'options-conflict': {
      ja: (value) => `${value} は同時に指定できません。`,
      en: (value) => `${value} cannot be given together.`,
    },
    'record-one': {
      ja: () => '--record で記録できるのは1件だけです。証明書の名前を1つ指定してください。',
      en: () => '--record writes down one renewal: name one certificate.',
    },
    'terminal-needed': {
      ja: (value) => `ターミナル以外では ${value} が必要です。`,
      en: (value) => `Without a terminal, ${value} is needed.`,
    },
    'one-file-only': {
      ja: (value) => `${value} を指定できるのは、ファイルが1つのときだけです。`,
      en: (value) => `${value} goes with one file only.`,
    },
    'names-and-all': {
      ja: () => '証明書の名前と --all は同時に指定できません。',
      en: () => 'Names and --all cannot be given together.',
    },
  } satisfies Readonly<Record<UsageProblem, Bilingual<(value: string) => string>>>,
  didYouMean: {
    ja: (word: string) => `${word} のことではありませんか。`,
    en: (word: string) => `Did you mean ${word}?`,
  },
  /** A command that would be complete, `…` where a value belongs. */
  usageExample: {
    ja: (command: string) => `書き方: weborca-cert ${command}`,
    en: (command: string) => `Like this: weborca-cert ${command}`,
  },
  usageHint: {
    ja: (command: string | null) =>
      command === null ? '使い方: weborca-cert --help' : `使い方: weborca-cert help ${command}`,
    en: (command: string | null) =>
      command === null ? 'Usage: weborca-cert --help' : `Usage: weborca-cert help ${command}`,
  },
};
