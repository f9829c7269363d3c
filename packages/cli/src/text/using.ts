import type { Bilingual } from '@weborca-cert/core';

/** One behind the sentence, several below it. */
function clicked(certificates: readonly string[]): string {
  if (certificates.length > 1) return certificates.map((one) => `\n    ${one}`).join('');
  return ` ${certificates[0] ?? 'clientXXX'}`;
}

/** What is said around consumers and the management site. */
export const using = {
  noConsumers: {
    ja: (name: string) => `${name} には利用先がありません。`,
    en: (name: string) => `${name} has no consumers.`,
  },
  upToDate: {
    ja: (name: string) => `${name} の利用先は、どれも使用中の証明書になっています。`,
    en: (name: string) => `All consumers of ${name} have the certificate in use.`,
  },
  wouldChange: {
    ja: (name: string) => `${name} で変わるところ (まだ何も変えていません)`,
    en: (name: string) => `What would change for ${name} (nothing was changed)`,
  },
  deployHint: {
    ja: (name: string) => `weborca-cert deploy ${name} で、使用中の証明書をこの利用先に置きます。`,
    en: (name: string) => `To put the certificate in use there, run weborca-cert deploy ${name}.`,
  },
  /** Who seems to use the certificate without being a consumer. */
  offered: {
    ja: 'この証明書は、ほかでも使われているようです。',
    en: 'This certificate also seems to be used elsewhere:',
  },
  enterOffered: {
    ja: '更新のたびに、これらも新しくしますか?',
    en: 'Update these after every renewal as well?',
  },
  offeredNext: {
    ja: '更新のたびに新しくするには:',
    en: 'To update them after every renewal:',
  },
  offeredLater: {
    ja: (name: string) => `あとで加える場合は weborca-cert doctor ${name} で確認できます。`,
    en: (name: string) => `To add them later: weborca-cert doctor ${name} lists them.`,
  },
  /** What only an administrator can write so far. */
  rights: {
    missing: {
      ja: (place: string) =>
        `${place} の証明書と鍵は、管理者の権限がないと書き換えられません。\n毎日の更新で書き換えられるように、許可を一度だけもらうことができます。`,
      en: (place: string) =>
        `Certificate and key of ${place} can only be written with administrator rights.\nAn administrator can grant them once, so that the daily renewal updates them:`,
    },
    file: {
      ja: (path: string) => ` - 書き込み: ${path}`,
      en: (path: string) => ` - write ${path}`,
    },
    service: {
      ja: (name: string) => ` - サービスの停止と開始: ${name}`,
      en: (name: string) => ` - stop and start the service ${name}`,
    },
    ask: {
      ja: '許可をもらいますか? Windows が確認の画面を出します。',
      en: 'Ask for it now? Windows will show a question.',
    },
    granted: {
      ja: '許可されました。鍵は、これからも設定ファイルにあるパスワードで暗号化します。',
      en: 'Granted. The key will be encrypted with the passphrase that the settings have.',
    },
    noService: {
      ja: '読み込むサービスは見つかりませんでした。更新のあとは、プログラムを再起動してください。',
      en: 'No service was found that reads them: restart the program after a renewal.',
    },
    later: {
      ja: (name: string, place: string) =>
        `あとで許可をもらうには: weborca-cert consumers grant ${name} "${place}"\n許可なしで更新のたびに合わせるには: weborca-cert deploy ${name} --elevate`,
      en: (name: string, place: string) =>
        `To be granted them later: weborca-cert consumers grant ${name} "${place}"\nWithout, after each renewal: weborca-cert deploy ${name} --elevate`,
    },
    takenBack: { ja: '権限を返しました。', en: 'The rights were given back.' },
    nothing: { ja: '返す権限はありません。', en: 'There are no rights to give back.' },
  },
  /** A place that still has, or names, what was replaced. */
  oldUse: {
    holds: { ja: () => '以前の証明書です', en: () => 'still has the previous certificate' },
    names: {
      ja: (found) => `以前の証明書 (${found}) を指しています`,
      en: (found) => `still points to the previous certificate (${found})`,
    },
    store: {
      ja: () => '以前の証明書も入っています (同じ名前で表示されます)',
      en: () => 'also has the previous certificate (under the same name)',
    },
  } satisfies Readonly<Record<'holds' | 'names' | 'store', Bilingual<(found: string) => string>>>,
  line: { ja: (line: number) => `${line}行目`, en: (line: number) => `line ${line}` },
  what: {
    replace: { ja: '置き換え', en: 'replaced' },
    create: { ja: '新しく作成', en: 'created' },
    line: { ja: '行の書き換え', en: 'line changed' },
  },
  site: { ja: 'システム管理サイト', en: 'System management site' },
  siteSteps: {
    ja: (certificates: readonly string[], expired: readonly string[]) => [
      ...(expired.length === 0
        ? []
        : [
            `${expired.join('、')} は期限切れです。証明書がまだ有効な端末で、このサイトを開きます。`,
          ]),
      'テナント管理者のアカウントでログインします。',
      '「証明書管理」をクリックします。',
      `更新する証明書をクリックします:${clicked(certificates)}`,
      '「証明書更新」→「OK」→「ダウンロード(zip形式)」の順にクリックします。',
      ...(expired.length === 0 ? [] : ['ダウンロードした zip を、このパソコンに移します。']),
      'weborca-cert receive ダウンロードしたファイル名 で取り込みます。',
    ],
    en: (certificates: readonly string[], expired: readonly string[]) => [
      ...(expired.length === 0
        ? []
        : [
            `${expired.join(', ')} ${expired.length === 1 ? 'has' : 'have'} expired. Open this site on a terminal whose certificate is still valid.`,
          ]),
      'Log in with the account of the tenant administrator.',
      'Click 証明書管理 (certificates).',
      `Click the certificate to renew:${clicked(certificates)}`,
      'Click 証明書更新 (renew), OK, and ダウンロード(zip形式) (download as zip).',
      ...(expired.length === 0 ? [] : ['Copy the downloaded zip to this computer.']),
      'Run weborca-cert receive FILE with the downloaded file.',
    ],
  },
  /** Once, before all that are due are gone through. */
  clicks: {
    ja: (count: number) =>
      [
        ` ${count}件あります。証明書ごとに、次の順にクリックします:`,
        '   「証明書管理」→ 下の CN →「証明書更新」→「OK」→「ダウンロード(zip形式)」',
        ' zip が保存されると、内容の合う証明書に取り込みます。順番は問いません。',
      ].join('\n'),
    en: (count: number) =>
      [
        ` ${count} to renew. For each, log in for its tenant and click:`,
        '   証明書管理 → the CN below → 証明書更新 → OK → ダウンロード(zip形式)',
        ' Each zip is received as soon as it is saved, in whatever order.',
      ].join('\n'),
  },
  /** Below one that has expired; `folder`: where a zip is waited for. */
  expiredElsewhere: {
    ja: (folder: string) =>
      `     期限切れのため、証明書がまだ有効な端末で管理サイトを開いてください。\n     ダウンロードした zip は、このパソコンの ${folder} に移してください。`,
    en: (folder: string) =>
      `     It has expired: open the site on a terminal whose certificate is still valid.\n     Then copy the zip to this computer, into ${folder}.`,
  },
  /** `certificates`: a line each; `name`: of the first. */
  notRenewable: {
    ja: (certificates: readonly string[], name: string) =>
      [
        `CN が client と数字ではないため、管理サイトで更新できません (${certificates.length}件):`,
        ...certificates,
        'サポート窓口から新しい証明書を受け取り、次のように取り込んでください:',
        `  weborca-cert receive ファイル名 --name ${name}`,
      ].join('\n'),
    en: (certificates: readonly string[], name: string) =>
      [
        `The site does not renew these, as the CN is not "client" and digits (${certificates.length}):`,
        ...certificates,
        'Get a new certificate from the support desk, and receive it like this:',
        `  weborca-cert receive FILE --name ${name}`,
      ].join('\n'),
  },
  /** A download that did not become whole. */
  zipPartial: {
    ja: (file: string) => `${file} は途中で切れています。もう一度ダウンロードしてください。`,
    en: (file: string) => `${file} is incomplete. Download it again.`,
  },
  /** Asked while a zip is waited for. */
  waitingForZip: {
    ja: 'zip のダウンロードを待っています (Enter: 次の証明書へ、Ctrl-C: 中断):',
    en: 'Waiting for the zip (Enter: skip to the next certificate, Ctrl-C: stop):',
  },
  zipClosed: {
    ja: (file: string) =>
      `${file} は、中に入っているパスワードでは開けません。weborca-cert receive "${file}" で取り込んでください。`,
    en: (file: string) =>
      `None of the passwords in ${file} opens it. Receive it with weborca-cert receive "${file}".`,
  },
  nothingDue: {
    ja: '管理サイトで更新する証明書は、いまはありません。',
    en: 'No certificate has to be renewed at the management site now.',
  },
  allDone: {
    ja: (count: number) => (count === 1 ? '更新が済みました。' : `${count}件とも更新しました。`),
    en: (count: number) => (count === 1 ? 'It is renewed.' : `All ${count} are renewed.`),
  },
  leftDue: {
    ja: (names: string) =>
      `残っている証明書: ${names}\n続きは weborca-cert site --due で行えます。`,
    en: (names: string) => `Still to be renewed: ${names}\nTo go on: weborca-cert site --due`,
  },
  noFolder: {
    ja: (folder: string) =>
      `${folder} を見られません。weborca-cert site --due --downloads フォルダー で、ダウンロード先を指定してください。`,
    en: (folder: string) =>
      `${folder} cannot be watched; name the folder: weborca-cert site --due --downloads FOLDER`,
  },
  noSite: { ja: 'このサービスは設定されていません。', en: 'This service is not configured.' },
};
