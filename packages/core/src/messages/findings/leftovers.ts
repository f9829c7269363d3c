import { fine } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { argument, t } from '../text.ts';

export const leftovers = ofFindings({
  'leftovers-none': {
    ja: () => fine('残っているものはありません。'),
    en: () => fine('No leftover files.'),
  },
  'leftover-temporary': {
    ja: ({ path }) => ({
      message: t`中断した処理のファイルが残っています: ${path}`,
      hint: '次の実行で片付きます。残り続ける場合は削除してください。',
    }),
    en: ({ path }) => ({
      message: t`Left over from an interrupted run: ${path}`,
      hint: 'The next run cleans it up. If it remains, delete it.',
    }),
  },
  'leftover-import': {
    ja: ({ name, path }) => ({
      message: t`${name === null ? '' : t`${name}: `}インポートのために作った証明書のコピーが残っています: ${path}`,
      hint: 'インポートが済んでいれば、削除してください。',
    }),
    en: ({ name, path }) => ({
      message: t`${name === null ? '' : t`${name}: `}a copy of the certificate made for an import is still there: ${path}`,
      hint: 'If the import is finished, delete it.',
    }),
  },
  'leftover-removed': {
    ja: ({ path }) => ({
      message: t`登録をやめた証明書が、鍵とパスワードと一緒に残っています: ${path}`,
      hint: `weborca-cert restore ${argument(path)} で元に戻せます。不要だと確かめたら、フォルダーを削除できます。`,
    }),
    en: ({ path }) => ({
      message: t`An unregistered certificate is kept with its key and password: ${path}`,
      hint: `weborca-cert restore ${argument(path)} restores it. Once it is no longer needed, delete the folder.`,
    }),
  },
  'leftover-rehearsal': {
    ja: ({ path }) => ({
      message: t`リハーサルに使った証明書のコピーが残っています: ${path}`,
      hint: 'フォルダーを削除してください。',
    }),
    en: ({ path }) => ({
      message: t`Certificate copies left over from a rehearsal: ${path}`,
      hint: 'Delete the folder.',
    }),
  },
  'leftover-replaced': {
    ja: ({ name, path, count }) => ({
      message: t`${name}: 置き換える前のファイルが${count}件残っています: ${path}`,
      hint: '有効期限まで使える鍵が入っています。すべて正常に動いていれば、削除できます。',
    }),
    en: ({ name, path, count }) => ({
      message: t`${name}: ${count} replaced ${count === 1 ? 'file is' : 'files are'} kept: ${path}`,
      hint: 'They contain keys that work until they expire. Once everything works, you can delete them.',
    }),
  },
});
