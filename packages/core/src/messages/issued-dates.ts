import { formatDay, formatTime } from './dates.ts';
import { lines, t } from './text.ts';
import type { Message } from './types.ts';

/** The codes for dates are also those of the certificate that has just been issued. */
export function issuedExpiredEn(
  name: string,
  commonName: string,
  notAfter: string,
  until: string | undefined,
): Message {
  const day = formatDay(new Date(notAfter), 'en');
  return {
    message: t`The certificate that was issued for ${name} (${commonName}) had expired already, on ${day}.`,
    hint: lines(
      'It is kept, and the certificate in use stays as it is.',
      until === undefined
        ? 'Another one will be requested.'
        : t`A run after ${formatTime(new Date(until), 'en')} gives it up and asks for another. To ask at once, run weborca-cert renew --force.`,
      'If it goes on, please contact the support desk.',
    ),
  };
}

export function issuedExpiredJa(
  name: string,
  commonName: string,
  notAfter: string,
  until: string | undefined,
): Message {
  const day = formatDay(new Date(notAfter), 'ja');
  return {
    message: t`${name} (${commonName}) のために発行された証明書は、有効期限 ${day} がすでに過ぎています。`,
    hint: lines(
      '発行された証明書は残してあり、いま使っている証明書はそのままです。',
      until === undefined
        ? 'もう一度依頼します。'
        : t`${formatTime(new Date(until), 'ja')} を過ぎてからの実行であきらめて、もう一度依頼します。すぐに依頼するには weborca-cert renew --force を実行してください。`,
      '続く場合はサポート窓口にご連絡ください。',
    ),
  };
}

export function issuedEarlyEn(name: string, notBefore: string): Message {
  const from = formatTime(new Date(notBefore), 'en');
  return {
    message: t`The new certificate of ${name} has come and is kept, but it is not valid before ${from}.`,
    hint: lines(
      'The certificate in use stays as it is until then.',
      'The first run after that time checks the connection with the new one and switches to it.',
    ),
  };
}

export function issuedEarlyJa(name: string, notBefore: string): Message {
  const from = formatTime(new Date(notBefore), 'ja');
  return {
    message: t`${name} の新しい証明書を受け取って保管しましたが、有効期間は ${from} に始まります。`,
    hint: lines(
      'それまでは、いま使っている証明書をそのまま使います。',
      'その時刻を過ぎてからの最初の実行で、接続を確認して切り替えます。',
    ),
  };
}
