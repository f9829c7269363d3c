import type { NamedFacts, RenewalResult } from '../context.ts';
import type { Language } from '../words/bilingual.ts';
import { formatDaysLeft, formatLastDay } from './dates.ts';
import { bySite, receiveZip, siteCommand } from './errors/site.ts';
import { inLanguage } from './in-language.ts';
import { lines, listed, t } from './text.ts';
import type { Message } from './types.ts';

/** A result that waits for a person, on the management site. */
export type ByHand = RenewalResult & {
  readonly old: NamedFacts;
  readonly byHand: NonNullable<RenewalResult['byHand']>;
};

export function isByHandResult(result: RenewalResult): result is ByHand {
  return result.outcome === 'by-hand' && result.old !== null && result.byHand !== undefined;
}

const texts = {
  message: {
    ja: (commonName: string, until: string, left: string) =>
      t`${commonName} の有効期限は ${until} です (残り${left})。管理サイトで更新してください。`,
    en: (commonName: string, until: string, left: string) =>
      t`${commonName} expires on ${until} (${left} left). Please renew it on the management site.`,
  },
  open: {
    ja: (command: string, site: string) =>
      t`${command} で管理サイト ${site} を開き、テナント管理者のアカウントでログインし、`,
    en: (command: string, site: string) =>
      t`Open the management site ${site} with ${command}, log in with the tenant administrator account, and go`,
  },
  bySite,
  receiveZip,
  titleOne: {
    ja: (name: string) => t`クライアント証明書 ${name} を更新してください`,
    en: (name: string) => t`WebORCA certificate ${name} is to be renewed`,
  },
  titleMany: {
    ja: (count: number) => `${count}件のクライアント証明書を更新してください`,
    en: (count: number) => `${count} WebORCA certificates are to be renewed`,
  },
  comma: { ja: '、', en: ', ' },
  many: {
    ja: 'weborca-cert site --due で、管理サイトでの更新を1件ずつ進められます。',
    en: 'weborca-cert site --due goes through them on the management site, one by one.',
  },
};

/** What a person is told of one certificate: how long there is, and the site's steps. */
export function describeByHand({ old, byHand }: ByHand, language: Language): Message {
  const say = inLanguage(texts, language);
  const { commonName, notAfter, daysLeft } = old;
  const until = formatLastDay(notAfter, language);
  return {
    message: say.message(commonName, until, formatDaysLeft(daysLeft, language)),
    hint: lines(
      say.open(siteCommand(byHand.service), byHand.site.href),
      say.bySite(commonName),
      say.receiveZip,
    ),
  };
}

/** One notification for all of them. */
export function byHandNotification(
  waiting: readonly ByHand[],
  language: Language,
): { readonly title: string; readonly body: string } {
  const say = inLanguage(texts, language);
  const [first] = waiting;
  if (first !== undefined && waiting.length === 1) {
    const { message, hint } = describeByHand(first, language);
    return { title: say.titleOne(first.name), body: lines(message, hint) };
  }
  const names = listed(
    waiting.map(({ name }) => name),
    say.comma,
  );
  return { title: say.titleMany(waiting.length), body: lines(t`${names}`, say.many) };
}
