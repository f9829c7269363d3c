import type { Language } from '../words/bilingual.ts';
import { argument } from './text.ts';

/** How the sentences write it. Without a name it would request a certificate for every name there is. */
const forced = 'weborca-cert renew --force';

const forcedFor: Readonly<Record<Language, (name: string | null) => string>> = {
  ja: (name) => `weborca-cert renew ${name === null ? '名前' : argument(name)} --force`,
  en: (name) => `weborca-cert renew ${name === null ? 'NAME' : argument(name)} --force`,
};

/** A way out, with the name of the certificate that it is about. */
export function namedInForced(hint: string, about: object, language: Language): string {
  return hint.replaceAll(forced, () => forcedFor[language](certificateIn(about)));
}

function certificateIn(about: object): string | null {
  if ('certificate' in about && typeof about.certificate === 'string') return about.certificate;
  return 'name' in about && typeof about.name === 'string' ? about.name : null;
}
