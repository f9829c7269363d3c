import { describe, expect, it } from 'vitest';
import { readBundle } from '../../scripts/l10n.ts';
import { importTexts } from '../../src/model/import-texts.ts';
import type { Translate } from '../../src/model/translate.ts';
import { english } from './english.ts';

const bundle = readBundle('ja');
const japanese: Translate = (message, ...values) => english(bundle[message] ?? message, ...values);

describe('what is said around an import', () => {
  it('tells on Windows, and from WSL, what its wizard will ask for', () => {
    const windows = {
      title: 'Import client001 with the wizard of this computer',
      detail:
        'The wizard asks for the password of the certificate. Leave everything else as it is and click Next, then Finish.',
      open: 'The import wizard is open.',
    };
    expect(importTexts('win32', false, 'client001', english)).toEqual(windows);
    expect(importTexts('linux', true, 'client001', english)).toEqual(windows);
    expect(importTexts('win32', false, 'client001', japanese)).toEqual({
      title: 'client001 をインポートウィザードでインポートします',
      detail:
        '途中で証明書のパスワードの入力が必要です。ほかはそのまま［次へ］を押し、最後に［完了］を押してください。',
      open: 'インポートウィザードを開きました。インポートが終わりましたらお知らせください。',
    });
  });

  it('names Keychain Access on macOS, which has no wizard to click through', () => {
    expect(importTexts('darwin', false, 'client001', english)).toEqual({
      title: 'Import client001 with Keychain Access',
      detail:
        'Keychain Access opens and asks for the password of the certificate. Keep the keychain "login".',
      open: 'Keychain Access is open.',
    });
    expect(importTexts('darwin', false, 'client001', japanese)).toEqual({
      title: 'client001 をキーチェーンアクセスでインポートします',
      detail:
        'キーチェーンアクセスが開きます。キーチェーンは「ログイン」のまま、証明書のパスワードを入力してください。',
      open: 'キーチェーンアクセスを開きました。インポートが終わりましたらお知らせください。',
    });
  });

  it('announces nothing on Linux, where nothing opens', () => {
    expect(importTexts('linux', false, 'client001', english)).toBeNull();
  });
});
