import type { RunningText } from './running-types.ts';

export const runningJa: RunningText = {
  schedule: {
    kinds: {
      systemd: 'systemdのユーザータイマー',
      launchd: 'launchdのエージェント',
      'windows-task': 'Windowsのタスク',
    },
    installed: '毎日の定期実行を登録しました。',
    written:
      '定期実行を登録しましたが、まだ動いていません。次のコマンドを順に実行すると動き始めます。',
    next: '動いているかどうかは weborca-cert schedule status で確かめられます。',
    removed: '定期実行をやめました。',
    none: '定期実行は登録されていません。',
    heading: '定期実行',
    there: '登録済み',
    missing: '登録されていません',
    by: '方式',
    files: 'ファイル',
    lastRun: '前回の実行',
    never: 'まだありません',
    fine: '問題は見つかりませんでした。',
    outcome: (certificates, failed) =>
      `${certificates}件、${failed === 0 ? '失敗なし' : `失敗 ${failed}件`}`,
    neverHint:
      '定期実行の記録はまだありません (登録は weborca-cert schedule install、確認は weborca-cert schedule status)。',
    silentHint:
      '1週間以上動いていません。weborca-cert schedule status で定期実行を確かめてください。',
    failedHint: 'weborca-cert history で、失敗した内容と対処が分かります。',
  },
  report: {
    fileName: '正式なファイル名',
    renewFrom: '更新の開始日',
    more: '表計算ソフト用は --csv、カレンダー用は --ics、印刷して綴じる紙は --html を付けてください。',
    written: (file) => `${file} に書き出しました。`,
  },
  rehearsing: {
    begin:
      '更新の予行を始めます。相手はこのパソコンの中の模擬サービスで、ファイルはすべて写しを使います。',
    wouldWork: (name) => `${name} は、本番でも同じ手順で更新できます。`,
    wouldFail: (name) => `${name} は、本番でも同じところで失敗します。`,
    withoutApi: (name) =>
      `${name} は、証明書を受け取ったあとの手順が最後まで通りました。更新サービスの URL が設定されていないため、本番では weborca-cert site と weborca-cert receive で受け取ります。`,
    leftOut: {
      'starts-a-program': '予行では実行しませんでした',
      'by-hand': '本番では手作業が必要です',
      'field-invalid': '設定に誤りがあるため、予行できませんでした',
    },
    nothingReal:
      '予行を終えました。本物の証明書、利用先、バックアップ先、サービスには何もしていません。',
  },
  uninstalling: {
    removing: '消すもの',
    staying: '残すもの (バックアップと利用先のファイル)',
    schedule: '定期実行',
    state: '保管庫と記録',
    noBackup: (name) =>
      `${name} で使用中の証明書には、パスワードと一緒のバックアップがありません。先に weborca-cert backup ${name} --to フォルダー を実行してください。`,
    notConfigured: (name) =>
      `${name} は保管庫にありますが、この設定ファイルにはなく、バックアップもありません。ほかの設定ファイル (--config) で使っているかもしれません。`,
    unfinished: (path) =>
      `途中で終わった更新の記録です。パスワードがほかに残っていないかもしれません: ${path}`,
    nothing: '消すものはありません。',
    done: '定期実行、設定、保管庫を消しました。コマンドそのものは、入れたときの方法で取り除いてください。',
  },
};
