import type { CertificateFacts } from '../certificate/facts.ts';
import type { Support } from '../configuration/types.ts';
import { supportLine } from '../words/support.ts';

export interface ReadmeFacts {
  readonly name: string;
  readonly p12: string;
  readonly facts: CertificateFacts;
  readonly password: 'beside' | 'separate';
  readonly support: Support | null;
}

/**
 * README.txt for somebody who has nothing but this folder and a file manager; both languages always,
 * because the one who needs it is not the one who made it. BOM and CRLF for Windows Notepad.
 */
export function readmeText(backup: ReadmeFacts): Uint8Array {
  const lines = [...japanese(backup), '', '-'.repeat(64), '', ...english(backup), ''];
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}`);
}

function japanese({ name, p12, facts, password, support }: ReadmeFacts): readonly string[] {
  const beside = password === 'beside';
  return [
    'WebORCA クライアント証明書のバックアップ',
    '',
    `  登録名    : ${name}`,
    `  証明書    : ${facts.commonName}`,
    `  有効期限  : ${dayOf(facts.notAfter)}`,
    '',
    'このフォルダーの中身',
    `  ${p12}`,
    '      クライアント証明書と秘密鍵です。',
    ...(beside
      ? ['  password.txt', '      インポートするときに入力するパスワードです。']
      : ['  パスワードはこのフォルダーにありません。別に保管されています。']),
    '  manifest.json、configuration.json',
    '      weborca-cert が復元するときに使います。',
    '',
    'パソコンの故障などで証明書がなくなったとき',
    '  Windows',
    `    1. ${p12} をダブルクリックします。証明書のインポートウィザードが開きます。`,
    '    2. 保存場所は「現在のユーザー」のまま「次へ」を押します。',
    beside
      ? '    3. パスワードの欄に、password.txt の内容をコピーして貼り付けます。'
      : '    3. パスワードの欄に、別に保管しているパスワードを入力します。',
    '    4. 証明書ストアは「自動的に選択する」のまま「完了」を押します。',
    '    5. ブラウザーをいったんすべて閉じて、WebORCA を開き直します。',
    '  macOS',
    `    ${p12} をダブルクリックし、キーチェーン「ログイン」に追加してパスワードを入力します。`,
    '  Firefox、Linux の Chrome',
    '    設定の「証明書」の画面から、上のファイルをインポートします。',
    '  weborca-cert がある場合',
    '    weborca-cert restore (このフォルダーの場所)',
    '',
    ...(support === null ? [] : ['困ったとき', `  ${supportLine(support, 'ja')}`, '']),
    'お願い',
    '  このフォルダーがあれば誰でも WebORCA に接続できます。鍵のかかる場所に保管し、',
    '  メールや共有フォルダーには置かないでください。',
  ];
}

function english({ name, p12, facts, password, support }: ReadmeFacts): readonly string[] {
  const beside = password === 'beside';
  return [
    'Backup of a WebORCA client certificate',
    '',
    `  Name        : ${name}`,
    `  Certificate : ${facts.commonName}`,
    `  Valid until : ${dayOf(facts.notAfter)}`,
    '',
    'In this folder',
    `  ${p12}`,
    '      The client certificate with its private key.',
    ...(beside
      ? ['  password.txt', '      The password that is asked for when it is imported.']
      : ['  The password is not in this folder. It is kept elsewhere.']),
    '  manifest.json, configuration.json',
    '      Used by weborca-cert when it restores this backup.',
    '',
    'When the certificate is lost, for example with a broken PC',
    '  Windows',
    `    1. Double-click ${p12}. The Certificate Import Wizard opens.`,
    '    2. Leave the store location at "Current User" and go on.',
    beside
      ? '    3. Paste the content of password.txt as the password.'
      : '    3. Enter the password that is kept elsewhere.',
    '    4. Leave the certificate store at "Automatically select" and finish.',
    '    5. Close all windows of the browser, then open WebORCA again.',
    '  macOS',
    `    Double-click ${p12}, add it to the "login" keychain, and enter the password.`,
    '  Firefox, Chrome on Linux',
    '    Import the file above in the settings, under Certificates.',
    '  With weborca-cert',
    '    weborca-cert restore (the path of this folder)',
    '',
    ...(support === null ? [] : ['If anything is unclear', `  ${supportLine(support, 'en')}`, '']),
    'Please note',
    '  Whoever has this folder can connect to WebORCA. Keep it locked away; do not send it',
    '  by mail, and do not put it in a shared folder.',
  ];
}

/** Local day, as the certificate's owner counts; the order of digits is clear in both languages. */
function dayOf(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${date.getFullYear()}-${month}-${day}`;
}
