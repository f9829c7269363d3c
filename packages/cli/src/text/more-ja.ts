import type { ImportingText, KeepingText, UsingText } from './more-types.ts';

export const keepingJa: KeepingText = {
  ok: '開けることを確かめました',
  failed: '失敗しました',
  notOpened: '内容は一致しますが、パスワードがないため開いていません',
  noBackupPlace: (name) =>
    `${name} にはバックアップ先が設定されていません。--to フォルダー で指定できます。`,
  noBackups: 'バックアップはまだありません。',
  restored: (name) => `${name} を戻しました。`,
  restoredNotInUse: (name) =>
    `${name} の版として保管しましたが、もっと新しい証明書を使用中なので、切り替えていません。`,
  altered: 'このバックアップは、書いたときから内容が変わっています。',
  foundSettings:
    'バックアップには、次の設定もあります。人の手を経て変わっているかもしれないので、1つずつ確かめてください。',
  takeSettings: 'これらも取り込みますか?',
  leftOut:
    'バックアップにある次の設定は、人の手を経て変わっているかもしれないので、取り込んでいません。',
  leftOutNext: (folder) =>
    `すべて正しければ、次のコマンドで取り込めます: weborca-cert restore ${folder} --with-settings`,
  settings: { backup: 'バックアップ先', consumer: '利用先', onFailure: '失敗したとき' },
  inUse: '使用中',
  rolledBack: (name, version) => `${name} を ${version} に戻しました。`,
  rolledBackNext: (name, later) =>
    `新しい証明書は保管庫に残っています。残っているあいだは、期限が迫るまで更新を依頼しません。\nもう一度使うには:         weborca-cert rollback ${name} ${later}\n別の証明書を依頼するには: weborca-cert renew ${name} --force`,
  alreadyInUse: (name) => `${name} では、この証明書をすでに使用しています。`,
  removing: (name, keptIn) =>
    `${name} の設定を消し、版・パスワード・記録を ${keptIn} に移します。利用先のファイルはそのまま残ります。`,
  backupThere: (path) => `バックアップはそのまま残ります: ${path}`,
  backupNone: (name) =>
    `${name} で使用中の証明書には、パスワードと一緒のバックアップがありません。`,
  removingUnfinished: '途中の更新があります。その記録も移しますが、続きは行われなくなります。',
  removed: (name) => `${name} の登録をやめました。`,
  putAway: (folder) =>
    `鍵とパスワードは ${folder} に移しました。\n元に戻すには weborca-cert restore ${folder} を実行してください。\n不要だと確かめたら、そのフォルダーを消してください。`,
  renamed: (from, to) => `${from} を ${to} に変えました。`,
  notDone: '何もしませんでした。',
  copied:
    'パスワードをクリップボードに写しました。クリップボードの履歴に残る場合があるので、使い終わったら消してください。',
  noHistory: '記録はまだありません。',
  events: {
    added: '登録',
    requested: '更新の依頼',
    renewed: '更新',
    resumed: '途中だった更新の完了',
    adopted: 'ほかで更新された証明書への切り替え',
    received: '受け取った証明書への更新',
    restored: 'バックアップから戻しました',
    'rolled-back': '前の版に戻しました',
    'fell-back': '受け入れられず、前の版に戻しました',
    deployed: '利用先に反映',
    'backed-up': 'バックアップ',
    pruned: '期限切れの版を整理',
    failed: '失敗',
    'outcome-unknown': '依頼の結果が不明',
    unfit: '使えない証明書が届きました',
    rescued: 'バックアップ先に退避',
    abandoned: '途中の更新を打ち切り',
    'answered-late': '待つのをやめた依頼の応答が、あとから届きました',
    'kept-aside': '遅れて受け取り、版として残しました (より新しいものを使っています)',
  },
};

export const importingJa: ImportingText = {
  wizard: (name) =>
    `インポートの画面を開きます。パスワードは weborca-cert password ${name} --copy で写せます。`,
  wizardForFile: (file) =>
    `インポートの画面を開きます。パスワードは ${file} と一緒に保存したものです。`,
  whenDone: 'インポートが終わったらEnterを押してください。',
  there: (name) => `${name} は、このパソコンの証明書ストアに入っています。`,
  notThere: (subject, argument) =>
    `${subject} が証明書ストアに見つかりません。weborca-cert import ${argument} でもう一度インポートしてください。`,
  unknown: '証明書ストアに入ったかどうかは、まだ確かめていません。',
  sameName:
    '更新前の証明書も同じ名前で表示されることがあります。有効期限の新しいほうを選んでください。',
  removeOld: '更新前の証明書を証明書ストアから消しますか?',
  oldRemoved: (count) => `更新前の証明書を${count}件、証明書ストアから消しました。`,
};

export const usingJa: UsingText = {
  noConsumers: (name) => `${name} には利用先がありません。`,
  upToDate: (name) => `${name} の利用先は、どれも使用中の証明書になっています。`,
  wouldChange: (name) => `${name} で変わるところ (まだ何も変えていません)`,
  deployHint: (name) => `weborca-cert deploy ${name} で、使用中の証明書をこの利用先に置きます。`,
  offered: 'この証明書は、ほかでも使われているようです。',
  enterOffered: '更新のたびに、これらも新しくしますか?',
  offeredNext: '更新のたびに新しくするには:',
  oldUse: {
    holds: () => '以前の証明書です',
    names: (found) => `以前の証明書 (${found}) を指しています`,
    store: () => '以前の証明書も入っています (同じ名前で表示されます)',
  },
  line: (line) => `${line}行目`,
  what: { replace: '置き換え', create: '新しく作成', line: '行の書き換え' },
  site: 'システム管理サイト',
  siteSteps: (certificates) => [
    'テナント管理者のアカウントでログインします。',
    '「証明書管理」をクリックします。',
    `更新する証明書をクリックします: ${certificates.length === 0 ? 'clientXXX' : certificates.join('、')}`,
    '「証明書更新」→「OK」→「ダウンロード(zip形式)」の順にクリックします。',
    'weborca-cert receive ダウンロードしたファイル名 で取り込みます。',
  ],
  noSite: 'このサービスは設定されていません。',
};
