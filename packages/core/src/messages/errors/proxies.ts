import type { Language } from '../../words/bilingual.ts';
import type { Reason } from '../../words/reasons/reason.ts';
import { lines, t } from '../text.ts';

const usable = {
  en: 'http://user:password@host:port',
  ja: 'http://ユーザー名:パスワード@ホスト名:ポート番号',
};

/** How a proxy is written where it is named. */
export function proxyForm(language: Language): string {
  return language === 'en'
    ? t`Write it as ${usable.en}. In user and password, write % as %25.`
    : t`${usable.ja} の形で書いてください。ユーザー名とパスワードの % は %25 と書きます。`;
}

/** A variable that could not be used, by its name; never its value. */
export function passedOverHint(
  language: Language,
  variable: string | undefined,
): string | undefined {
  if (variable === undefined) return undefined;
  const said =
    language === 'en'
      ? t`${variable} is set, but is not a usable proxy address, so it is ignored. `
      : t`環境変数 ${variable} は、使えるプロキシの指定として読めないため、使っていません。`;
  return `${said}${proxyForm(language)}`;
}

/** What to do about a proxy that wants to know who asks; undefined for all other reasons. */
export function proxyWayOut(language: Language, host: string, reason: Reason): string | undefined {
  const english = language === 'en';
  switch (reason) {
    case 'proxy-ntlm':
    case 'proxy-other-authentication':
      return english
        ? lines(
            t`Only Basic authentication is supported. Ask the network administrator to let ${host} and the other hosts of the service pass without authentication.`,
            'Or run a local proxy that authenticates for you (Px, Cntlm) and set it: HTTPS_PROXY=http://127.0.0.1:3128, or "proxy" of the service in the configuration.',
          )
        : lines(
            t`このプログラムが対応しているのは Basic 認証だけです。ネットワークの管理者に、${host} などこのサービスのホストへは認証なしで通すよう依頼してください。`,
            'または、代わりに認証するプロキシ (Px、Cntlm など) をこのパソコンで動かし、HTTPS_PROXY=http://127.0.0.1:3128 か、設定のサービスの "proxy" に指定してください。',
          );
    case 'proxy-authentication':
      return english
        ? t`Correct user and password in the proxy address (${usable.en}) in HTTPS_PROXY, or in "proxy" of the service in the configuration.`
        : t`プロキシのアドレス (${usable.ja}) のユーザー名とパスワードを直してください。書く場所は環境変数 HTTPS_PROXY か、設定のサービスの "proxy" です。`;
    case 'proxy-credentials-missing':
      return english
        ? t`Add user and password to the proxy address (${usable.en}) in HTTPS_PROXY, or in "proxy" of the service in the configuration.`
        : t`プロキシのアドレスに、ユーザー名とパスワードを ${usable.ja} の形で書いてください。書く場所は環境変数 HTTPS_PROXY か、設定のサービスの "proxy" です。`;
    default:
      return undefined;
  }
}
