// Every key of the configuration on a page in each language, out of the schema that checks it.
import { renderDocs } from './config-schema-text.ts';

type Language = 'ja' | 'en';

export const languages: readonly Language[] = ['ja', 'en'];

export const configPageFile = (language: Language): URL =>
  new URL(`../../../docs/configuration${language === 'ja' ? '.ja' : ''}.md`, import.meta.url);

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
}

/** What a schema may say in Japanese, by the key that says it; NAME and [] as in the page. */
const japanese: Readonly<Record<string, string>> = {
  support: '失敗の表示、通知、報告書、バックアップに出す連絡先',
  'support.name': '連絡先の名前 (会社、窓口、担当者)',
  'support.phone': '電話番号。そのまま掛けられる形で',
  'services.NAME.api':
    '更新サービスの URL。API協議会の会員向け資料にあります。推測した URL は使いません',
  'services.NAME.downloadHosts':
    '発行された証明書を取得してよいホスト (API と同じホスト以外)。`host` または `host:port`',
  'services.NAME.weborca':
    '証明書が受け入れられるかを確かめる WebORCA の URL。null にすると確かめません',
  'services.NAME.site': 'システム管理サイトの URL',
  'services.NAME.ca': '同梱とシステムの認証局のほかに信頼する認証局の PEM ファイル',
  'services.NAME.proxy': 'プロキシ。null なら環境変数 HTTPS_PROXY と NO_PROXY に従います',
  'certificates.NAME.service': 'services にある名前。省略時は production',
  'certificates.NAME.renewWithin': '期限のどれだけ前から更新するか。省略時は 90d',
  'certificates.NAME.urgentWithin': '期限のどれだけ前から緊急とするか。省略時は 30d',
  'certificates.NAME.backups': '新しい版のたびにバックアップするフォルダー',
  'certificates.NAME.backups[].path': 'バックアップのフォルダー',
  'certificates.NAME.backups[].password':
    'beside: password.txt もバックアップに入れます。separate: 入れません',
  'certificates.NAME.consumers':
    '使用中の証明書を必要とするファイル、プログラム、人。種類と項目は[利用先](consumers.ja.md)',
  'certificates.NAME.onFailure': '失敗したときに起動するプログラムと引数',
  publish: '実行のたびに状態を書き出す共有フォルダー (パスや秘密は書きません)',
  machine: 'そこでのこの端末の名前。省略時はホスト名',
};

const frames = {
  en: {
    title: 'Configuration',
    other: '[日本語](configuration.ja.md)',
    about: [
      'One file, `config.json`, JSON with comments, for the command and the extension. `weborca-cert doctor` says where it is; `--config FILE` names another one. `add`, `consumers add` and the editor write it and keep comments; whoever writes it by hand finds a mistake told with its line.',
      'NAME stands for a name of yours. Services named `production` and `demo` are built in, except for `api`. Paths may begin with `~`, or be relative to the folder of the file.',
    ],
    head: '| key | value | what it is |',
    more: 'The kinds of `consumers` and their fields: [consumers.md](consumers.md). For programs: [config.schema.json](schemas/config.schema.json).',
    kinds: 'Kinds and fields: [consumers.md](consumers.md)',
  },
  ja: {
    title: '設定ファイル',
    other: '[English](configuration.md)',
    about: [
      'コマンドと拡張機能に共通の1つのファイル `config.json` (コメントを書けるJSON) です。場所は `weborca-cert doctor` が示し、`--config FILE` で別のファイルを指定できます。`add`、`consumers add`、エディターが書き込むときもコメントは残ります。手で書いて間違いがあれば、行番号とともに示します。',
      'NAME は自由に付ける名前です。サービスの `production` と `demo` は、`api` を除いて組み込み済みです。パスは `~` で始めるか、このファイルのフォルダーからの相対パスで書けます。',
    ],
    head: '| 項目 | 値 | 内容 |',
    more: '`consumers` の種類と項目は[利用先](consumers.ja.md)にあります。プログラム向けのスキーマ: [config.schema.json](schemas/config.schema.json)',
  },
} as const;

/** One that has most of it, as a person writes it. */
export const configExample = `{
  "support": { "name": "Kobe Clinic, reception", "phone": "078-000-0000" },
  "services": { "production": { "api": "https://…/api/cert" } },
  "certificates": {
    "clinic-a": {
      "renewWithin": "90d",
      "backups": ["E:/weborca"],
      "consumers": [
        { "kind": "pem", "certificate": "/etc/nginx/orca/client.crt", "key": "/etc/nginx/orca/client.key" },
        { "kind": "command", "run": ["/usr/sbin/nginx", "-s", "reload"] }
      ],
      "onFailure": ["/usr/local/bin/tell-us"]
    }
  }
}
`;

const words = {
  en: { string: 'text', array: 'list', object: 'group', null: 'null', or: ' or ' },
  ja: { string: '文字列', array: 'リスト', object: 'グループ', null: 'null', or: ' または ' },
} as const;

interface Row {
  readonly key: string;
  readonly schema: Schema;
}

function* rowsOf(schema: Schema, key: string): Generator<Row> {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    if (name === '$schema') continue;
    const path = key === '' ? name : `${key}.${name}`;
    if (inner.description !== undefined || inner.anyOf?.some((one) => one.description)) {
      yield { key: path, schema: inner };
    }
    // Each kind of consumer has a page for its fields.
    if (path.endsWith('.consumers')) continue;
    for (const one of [inner, ...(inner.anyOf ?? [])]) {
      yield* rowsOf(one, path);
      const { additionalProperties: more, items } = one;
      if (typeof more === 'object') yield* rowsOf(more, `${path}.NAME`);
      for (const item of items === undefined ? [] : [items, ...(items.anyOf ?? [])]) {
        yield* rowsOf(item, `${path}[]`);
      }
    }
  }
}

function typeOf(schema: Schema, language: Language): string {
  const { type, anyOf, enum: values } = schema;
  if (values !== undefined) return values.map((one) => `\`${one}\``).join(words[language].or);
  if (anyOf !== undefined && type === undefined) {
    return anyOf.map((one) => typeOf(one, language)).join(words[language].or);
  }
  const named: Readonly<Record<string, string>> = words[language];
  return named[type ?? ''] ?? type ?? '';
}

function told({ key, schema }: Row, language: Language): string {
  if (language === 'ja') {
    const text = japanese[key];
    if (text === undefined) throw new Error(`config-page.ts has no Japanese for ${key}`);
    return text;
  }
  const text = schema.description ?? schema.anyOf?.find((one) => one.description)?.description;
  return [text, key.endsWith('.consumers') && frames.en.kinds].filter(Boolean).join('. ');
}

/** The page as it stands in `docs/`. */
export function renderConfigPage(language: Language): string {
  const schema: Schema = JSON.parse(renderDocs());
  const { title, other, about, head, more } = frames[language];
  const rows = [...rowsOf(schema, '')].map(
    (row) => `| \`${row.key}\` | ${typeOf(row.schema, language)} | ${told(row, language)} |`,
  );
  const parts = [`# ${title}`, other, ...about, `\`\`\`jsonc\n${configExample}\`\`\``];
  return `${parts.join('\n\n')}\n\n${head}\n| --- | --- | --- |\n${rows.join('\n')}\n\n${more}\n`;
}
