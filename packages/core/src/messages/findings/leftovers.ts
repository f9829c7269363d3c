import { fine } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { argument, t } from '../text.ts';

export const leftovers = ofFindings({
  'leftovers-none': {
    ja: () => fine('残っているものはありません。'),
    en: () => fine('Nothing lies about.'),
  },
  'leftover-temporary': {
    ja: ({ path }) => ({
      message: t`中断した処理のファイルが残っています: ${path}`,
      hint: '次の実行で片付きます。残り続ける場合は削除してください。',
    }),
    en: ({ path }) => ({
      message: t`An interrupted run left this behind: ${path}`,
      hint: 'The next run tidies it up; if it stays, remove it.',
    }),
  },
  'leftover-import': {
    ja: ({ name, path }) => ({
      message: t`${name === null ? '' : t`${name}: `}取り込みのために作った証明書のコピーが残っています: ${path}`,
      hint: '取り込みが済んでいれば、削除してください。',
    }),
    en: ({ name, path }) => ({
      message: t`${name === null ? '' : t`${name}: `}a copy of the certificate that was made for importing is still there: ${path}`,
      hint: 'When the import is finished, remove it.',
    }),
  },
  'leftover-removed': {
    ja: ({ path }) => ({
      message: t`登録をやめた証明書が、鍵とパスワードと一緒に残っています: ${path}`,
      hint: `weborca-cert restore ${argument(path)} で元に戻せます。不要だと確かめたら、フォルダーを削除できます。`,
    }),
    en: ({ path }) => ({
      message: t`A certificate that was removed is kept with its key and password: ${path}`,
      hint: `weborca-cert restore ${argument(path)} brings it back. When nobody needs it any more, the folder can be removed.`,
    }),
  },
  'leftover-rehearsal': {
    ja: ({ path }) => ({
      message: t`練習に使った証明書のコピーが残っています: ${path}`,
      hint: 'フォルダーを削除してください。',
    }),
    en: ({ path }) => ({
      message: t`A rehearsal left copies of certificates behind: ${path}`,
      hint: 'Remove the folder.',
    }),
  },
  'leftover-replaced': {
    ja: ({ name, path, count }) => ({
      message: t`${name}: 置き換える前のファイルが${count}件残っています: ${path}`,
      hint: '有効期限まで使える鍵が入っています。すべて正常に動いていれば、削除できます。',
    }),
    en: ({ name, path, count }) => ({
      message: t`${name}: ${count} replaced ${count === 1 ? 'file is' : 'files are'} kept: ${path}`,
      hint: 'They hold keys that work until they expire. When everything runs, they can be removed.',
    }),
  },
});
