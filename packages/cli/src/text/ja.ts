import { addAgain } from './add-again.ts';
import { runningJa } from './running-ja.ts';
import { importingJa, keepingJa, usingJa } from './more-ja.ts';
import type { CliText } from './types.ts';

export const ja: CliText = {
  keeping: keepingJa,
  using: usingJa,
  importing: importingJa,
  running: runningJa,
  usage: {
    'command-missing': () => 'コマンドを指定してください。',
    'command-unknown': (value) => `${value} というコマンドはありません。`,
    'option-unknown': (value) => `${value} というオプションはありません。`,
    'option-repeated': (value) => `${value} は1回だけ指定できます。`,
    'argument-missing': (value) => `${value} を指定してください。`,
    'arguments-too-many': (value) => `引数が多すぎます (指定できるのは${value}個までです)。`,
    'value-missing': (value) =>
      `${value} には値が必要です。- で始まる値は ${value}=-… と書いてください。`,
    'value-not-taken': (value) => `${value} には値を付けられません。`,
    'value-not-number': (value) => `${value} の範囲の整数を指定してください。`,
    'value-not-one-of': (value) => `${value} のどれかを指定してください。`,
    'value-not-json-array': (value) =>
      `${value} には、文字列のJSON配列を指定してください。例: '["pass","show","weborca"]'`,
    'value-not-threshold': (value) =>
      `${value} は 90d (日数) または 15% (割合) の形で指定してください。`,
    'value-not-field': (value) => `${value} は FIELD=VALUE の形で指定してください。`,
    'value-not-json': (value) => `${value} の値はJSONとして正しくありません。`,
    'consumer-field': (value) =>
      `利用先の項目が足りないか、正しくありません (${value.replace(/^: /, '')})。`,
    'consumer-ambiguous': (value) => `${value} の利用先は複数あります。場所で指定してください。`,
    'fault-unknown': (value) =>
      `${value} という障害はありません。weborca-cert simulate --list-faults で一覧が出ます。`,
    'consumer-unknown': (value) => `${value} という利用先はありません。`,
    'password-sources-conflict': () => 'パスワードの渡し方は1つだけ指定してください。',
    'password-not-utf8': () => 'パスワードがUTF-8ではありません。',
    'password-variable-unset': (value) => `環境変数 ${value} がありません。`,
    'password-command-failed': (value) => `パスワードを出力するはずの ${value} が失敗しました。`,
    'options-conflict': (value) => `${value} は同時に指定できません。`,
    'terminal-needed': (value) => `ターミナル以外では ${value} が必要です。`,
    'names-and-all': () => '証明書の名前と --all は同時に指定できません。',
  },
  usageHint: (command) =>
    command === null ? '使い方: weborca-cert --help' : `使い方: weborca-cert help ${command}`,
  behind: '内訳',
  prompts: {
    passwordOf: (path) => `${path} のパスワード:`,
    keyPasswordOf: (path) => `${path} の鍵のパスワード:`,
    whichClient: (commonNames) =>
      `クライアント証明書が2つ以上入っています (${commonNames})。どれですか?`,
    passwordAgain: 'パスワードが違います。もう一度入力してください。',
    noneYet: '登録された証明書はまだありません。',
    useUnproven: (name) =>
      `${name} の新しい証明書は保管してあります。確認できないまま切り替えますか?`,
    addNow: 'いま登録しますか?',
    apiOf: (service) =>
      `更新サービス (${service}) の URL が設定されていません。API協議会の会員向け資料「別紙－クライアント証明書更新API」にあります。\nURL (https://…、なければEnter):`,
    noUrl: 'URL として読めないため、設定しませんでした。',
    addFile: '証明書のファイル (.p12、または管理サイトの.zip):',
    addName: '呼び名:',
    oneOfThese: 'かっこ内のどれかを入力してください。',
    addService: (known) => `サービス (${known}):`,
    addInPlace: (path) => `更新のたびに ${path} も新しくしますか? (Enterなら置き場所から判断)`,
    addBackup: 'バックアップ先のフォルダー (なければEnter):',
    sure: '進めますか?',
  },
  columns: {
    name: '名前',
    commonName: 'CN',
    expiry: '有効期限',
    left: '残り',
    state: '状態',
    pending: '途中の更新',
    consumers: '利用先',
    backup: 'バックアップ',
    kind: '種類',
    place: '場所',
    outcome: '結果',
    host: '接続先',
    answer: '応答',
    note: '備考',
    version: '版',
    origin: '由来',
    time: '日時',
    event: '内容',
    by: '実行元',
  },
  facts: {
    name: '名前',
    state: '状態',
    pending: '途中の更新',
    backup: 'バックアップ',
    consumers: '利用先',
    file: 'ファイル',
    format: '形式',
    commonName: 'CN',
    subject: 'サブジェクト',
    issuer: '発行者',
    serialNumber: 'シリアル番号',
    notBefore: '有効期間の開始',
    notAfter: '有効期限',
    publicKey: '鍵',
    fingerprint: '拇印 (SHA-256)',
    renewable: '更新',
    privateKey: '秘密鍵',
    mac: '改ざん検知',
    encryption: '暗号',
    store: '保管庫',
    configuration: '設定ファイル',
    leaf: 'クライアント証明書',
    chain: '発行元の証明書',
    service: 'サービス',
    password: 'パスワード',
  },
  hints: {
    one: {
      renew: (name) => `${name}: weborca-cert renew ${name} で更新できます。`,
      receive: (name) =>
        `${name}: weborca-cert site で管理サイトから受け取り、weborca-cert receive ファイル名 で取り込んでください。`,
      superseded: (name) =>
        `${name}: 別の新しい証明書が見つかりました。weborca-cert receive ファイル名 で取り込めます。`,
      'rolled-back': (name) =>
        `${name}: 指示どおり、保管庫の新しい証明書は使っていません。もう一度使うには weborca-cert rollback ${name}、別の証明書を依頼するには weborca-cert renew ${name} --force を実行してください。`,
      unreadable: (name) => `${name}: weborca-cert doctor ${name} で原因を調べられます。`,
      unknown: (name) =>
        `${name}: 前回の更新依頼の結果がわかりません。1時間以上たってから weborca-cert renew ${name} を実行してください。`,
      unfinished: (name) =>
        `${name}: 途中の更新があります。weborca-cert renew ${name} で続きから進めます。`,
    },
    several: {
      renew: (count) => `${count}件が更新の時期です。weborca-cert renew で更新できます。`,
      receive: (count) =>
        `${count}件は自動では更新できません。weborca-cert site で管理サイトから受け取り、weborca-cert receive ファイル名 で取り込んでください。`,
      superseded: (count) =>
        `${count}件に別の新しい証明書が見つかりました。weborca-cert receive ファイル名 で取り込めます。`,
      'rolled-back': (count) =>
        `${count}件は、指示どおり、保管庫の新しい証明書を使っていません。もう一度使うには weborca-cert rollback 名前、別の証明書を依頼するには weborca-cert renew 名前 --force を実行してください。`,
      unreadable: (count) => `${count}件を読めません。weborca-cert doctor で原因を調べられます。`,
      unknown: (count) =>
        `${count}件は前回の更新依頼の結果がわかりません。1時間以上たってから weborca-cert renew を実行してください。`,
      unfinished: (count) =>
        `${count}件に途中の更新があります。weborca-cert renew で続きから進めます。`,
    },
  },
  said: {
    days: (count) => `${count}日`,
    before: (unit, value) => (unit === 'days' ? `${value}日前` : `有効期間の残り${value}%`),
    left: (days) => (days < 0 ? `期限切れから${-days}日目` : `残り${days}日`),
    comma: '、',
    gap: '',
    none: 'なし',
    answerLost: (why) =>
      `結果を出力できませんでした (${why})。処理は最後まで行いました。weborca-cert status で確認できます。`,
    nothingUnderCare:
      '登録された証明書はありません。\nweborca-cert add ファイル名 で登録してください。',
    unnamed: (name, folder) =>
      folder === null
        ? `${name}: 保管庫にありますが、設定になく、読むこともできません (weborca-cert doctor で確認できます)`
        : `${name}: 保管庫にありますが、設定にありません。登録し直す場合: ${addAgain(name, folder)}`,
    recovered: (name, version) =>
      `使用中の版の記録が壊れているため、${version} を使っています (weborca-cert renew ${name} で書き直します。別の版にする場合は weborca-cert versions ${name} で確かめ、weborca-cert rollback ${name} 版)`,
    consumersBehind: (name, which) => `${which} (weborca-cert deploy ${name})`,
    allWell: (count) => `${count}件とも、いま必要なことはありません。`,
    added: (name) => `${name} を登録しました。`,
    alsoInFile: (others) => `ファイルに入っているほかの証明書は使っていません: ${others}`,
    addedNext:
      'weborca-cert verify で接続を、weborca-cert renew --dry-run で更新の予定を確かめられます。',
    addedBackup:
      'バックアップ先がまだありません。weborca-cert backup --to フォルダー でバックアップできます。',
    renewed: (name) => `${name} を更新しました。`,
    resumed: (name) => `${name} の、途中だった更新を終えました。`,
    adopted: (name) => `${name} は、ほかのプログラムが更新した証明書に切り替えました。`,
    notDue: (name) => `${name} はまだ更新の時期ではありません。`,
    wouldRenew: (name) => `${name} は、いま実行すれば更新されます (何も変えていません)。`,
    failed: (name) => `${name} は更新できませんでした。`,
    oldStillValid: (until) => `古い証明書も ${until} まで使えます。`,
    byHandLeft: (name, labels) =>
      `手作業の利用先が残っています: ${labels}\n済んだら weborca-cert consumers done ${name} を実行してください。`,
    importHint: (name) => `ブラウザーで使う場合は weborca-cert import ${name} を実行してください。`,
    total: (parts) => `合計: ${parts}`,
    count: (word, count) => `${word} ${count}件`,
    keyMatches: '証明書と一致',
    keyDiffers: '証明書と一致しません',
    noKey: 'ありません',
    lastFailure: (names, at, message) => `${names}: ${at} に失敗しました。${message}`,
    iterations: (count) => `${count.toLocaleString('en-US')}回`,
    stopping: '中断しています…',
    stillRunning: '(止めるには Ctrl-C)',
    versionInUse: '使用中',
    nothingToDo: 'することはありません。',
  },
  formats: {
    pkcs12: 'PKCS#12 (.p12)',
    pem: 'PEM',
    der: 'DER',
    zip: '管理サイトのzip',
  },
  encryptionFor: { key: '鍵', certificates: '証明書' },
  accepted: {
    yes: '受け入れられました',
    no: '拒否されました',
    unknown: '確かめられませんでした',
    notAsked: '確認先がありません',
  },
  done: {
    resume: '途中だった更新を続けます',
    adopt: (path, until) => `${path} (有効期限 ${until})`,
    notDue: (days, from) => `残り${days} (${from}から更新)`,
    due: (days, from, reason) =>
      `残り${days} (${reason === 'forced' ? '指定により更新' : `${from}から更新`})`,
    places: (backups, consumers) =>
      ['保管庫', ...backups.map((path) => `バックアップ ${path}`), ...consumers].join('、'),
    issued: '発行済み',
    bytes: (count) => `${count} バイト`,
    checked: (commonName, until) => `${commonName}、有効期限 ${until}、鍵と証明書が一致`,
    verified: (host) => `${host} が新しい証明書を受け入れました`,
    waiting: (label) => `${label} (手作業が必要です)`,
  },
  skipped: {
    adopt: 'ありません',
    superseded: '別の新しい証明書があります。自動では切り替えません',
    verify: (host) => `${host} で確かめられないまま切り替えます。次の実行でもう一度確かめます`,
    notAsked: 'サービスの weborca が null のため、確認しません',
    noBackup: 'バックアップ先が設定されていません',
    noConsumer: '利用先はありません',
  },
};
