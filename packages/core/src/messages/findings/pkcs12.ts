import { fine } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { listed, t } from '../text.ts';

export const pkcs12 = ofFindings({
  'pkcs12-described': {
    ja: ({ name, algorithms, programs }) =>
      fine(
        t`${name}: ${listed(algorithms, '、')}${programs.length === 0 ? '' : ` (このパソコンのプログラム: ${listed(programs, '、')})`}`,
      ),
    en: ({ name, algorithms, programs }) =>
      fine(
        t`${name}: ${listed(algorithms, '; ')}${programs.length === 0 ? '' : ` (here: ${listed(programs, ', ')})`}`,
      ),
  },
  'pkcs12-unreadable': {
    ja: ({ name, program, version, algorithm }) => ({
      message: t`${name}: ${program} ${version} は ${algorithm} を読めません。${program === 'Windows' ? '「パスワードが違う」と表示されます。' : ''}`,
      hint:
        program === 'OpenSSL'
          ? '中を見るには openssl pkcs12 -legacy を使います。プログラムに渡すには、利用先に "format": "modern" を指定してください。'
          : t`そのプログラムに渡すには、利用先に "format": "compatible" を指定するか、新しい ${program} を使ってください。`,
    }),
    en: ({ name, program, version, algorithm }) => ({
      message: t`${name}: ${program} ${version} cannot read ${algorithm}${program === 'Windows' ? ' and reports a wrong password' : ''}.`,
      hint:
        program === 'OpenSSL'
          ? 'To look inside, use openssl pkcs12 -legacy. For programs, set "format": "modern" in the consumer.'
          : t`For that program, set "format": "compatible" in the consumer, or use a newer ${program}.`,
    }),
  },
});
