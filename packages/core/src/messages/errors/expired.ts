import type { Language } from '../../words/bilingual.ts';
import { lines, t } from '../text.ts';
import { bySite } from './site.ts';

/** A certificate that has expired. `site` is the URL of the management site, where it is known. */
export interface Expired {
  readonly name: string;
  readonly commonName: string;
  readonly site?: string | undefined;
}

/** The one way out, wherever it is met: from a terminal whose certificate is still valid. */
export function expiredWayOut(language: Language, { name, commonName, site }: Expired): string {
  return language === 'ja'
    ? lines(
        '期限切れの証明書では、更新も接続もできません。次のようにして受け取り直してください。',
        t`証明書がまだ有効な端末がある場合: その端末で管理サイト${site === undefined ? '' : t` (${site}) `}に、テナント管理者のアカウントでログインし、`,
        bySite.ja(commonName),
        t`  zip をこのパソコンに移し、weborca-cert receive ファイル名 --name ${name} を実行します。`,
        '有効な端末が1台もない場合: サポート窓口にご連絡ください。',
      )
    : lines(
        'An expired certificate can neither be renewed nor used to connect. Get a new one like this:',
        t`If a terminal still has a valid certificate: there, log in to the management site${site === undefined ? '' : t` (${site})`} with the tenant administrator account, and click`,
        bySite.en(commonName),
        t`  Copy the zip to this computer and run weborca-cert receive FILE --name ${name}.`,
        'If no terminal has a valid one: please contact the support desk.',
      );
}
