import { dateText } from './dates.ts';
import type { Verdict } from './file-verdict.ts';
import type { Translate } from './translate.ts';

/** One sentence about a file; null when there is nothing to say. */
export function verdictText(verdict: Verdict, language: string, t: Translate): string | null {
  if (verdict.kind === 'fine' || verdict.kind === 'unknown') return null;
  if (verdict.kind === 'missing') return t('This certificate file does not exist.');
  const { kind, commonName } = verdict;
  const date = dateText(verdict.notAfter, language);
  if (kind === 'expired') return t('The certificate {0} expired on {1}.', commonName, date);
  if (kind === 'expiring') return t('The certificate {0} expires on {1}.', commonName, date);
  return t(
    'The certificate {0} has been renewed; this file is an earlier one, until {1}.',
    commonName,
    date,
  );
}
