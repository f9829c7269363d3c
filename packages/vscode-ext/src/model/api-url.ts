import type { Translate } from './translate.ts';

type Judged =
  | { readonly url: URL; readonly problem: null }
  | { readonly url: null; readonly problem: string };

/** What a person typed as the renewal API's URL; the configuration asks for the same. */
export function judgeApiUrl(text: string, t: Translate): Judged {
  const url = URL.parse(text.trim());
  if (url?.protocol !== 'https:') {
    return { url: null, problem: t('Please enter the whole URL, beginning with https://.') };
  }
  if (url.username !== '' || url.password !== '') {
    return { url: null, problem: t('Please leave user name and password out of the URL.') };
  }
  return { url, problem: null };
}
