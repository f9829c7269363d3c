import { expiredWayOut } from '../errors/expired.ts';
import { describeFailure } from '../history.ts';
import { lastDay, fine, time, unfit } from '../said.ts';
import { ofFindings } from '../tables.ts';
import { argument, listed, t } from '../text.ts';
import { wayOut } from '../unfit.ts';

export const certificates = ofFindings({
  'certificate-valid': {
    ja: ({ name, commonName, notAfter }) =>
      fine(t`${name} (${commonName}) は ${lastDay.ja(notAfter)} まで有効です。`),
    en: ({ name, commonName, notAfter }) =>
      fine(t`${name} (${commonName}) is valid until ${lastDay.en(notAfter)}.`),
  },
  'certificate-due': {
    ja: ({ name, commonName, notAfter, failing }) => ({
      message: t`${name} (${commonName}) は更新の時期です。有効期限は ${lastDay.ja(notAfter)} です。`,
      hint: failing === true ? '' : t`weborca-cert renew ${name}`,
    }),
    en: ({ name, commonName, notAfter, failing }) => ({
      message: t`${name} (${commonName}) is due for renewal. It expires on ${lastDay.en(notAfter)}.`,
      hint: failing === true ? '' : t`weborca-cert renew ${name}`,
    }),
  },
  'certificate-urgent': {
    ja: ({ name, commonName, notAfter, failing }) => ({
      message: t`${name} (${commonName}) の有効期限 ${lastDay.ja(notAfter)} が迫っています。`,
      hint: failing === true ? '' : t`すぐに更新してください: weborca-cert renew ${name}`,
    }),
    en: ({ name, commonName, notAfter, failing }) => ({
      message: t`${name} (${commonName}) expires on ${lastDay.en(notAfter)}.`,
      hint: failing === true ? '' : t`Renew it now: weborca-cert renew ${name}`,
    }),
  },
  'certificate-expired': {
    ja: ({ name, commonName, notAfter, site }) => ({
      message: t`${name} (${commonName}) の有効期限 ${lastDay.ja(notAfter)} が過ぎています。`,
      hint: expiredWayOut('ja', { name, commonName, site }),
    }),
    en: ({ name, commonName, notAfter, site }) => ({
      message: t`${name} (${commonName}) expired on ${lastDay.en(notAfter)}.`,
      hint: expiredWayOut('en', { name, commonName, site }),
    }),
  },
  'certificate-not-yet-valid': {
    ja: ({ name, commonName, notBefore }) => ({
      message: t`${name} (${commonName}) の有効期間は ${time.ja(notBefore)} に始まります。`,
      hint: 'このパソコンの日付と時刻を確かめてください。',
    }),
    en: ({ name, commonName, notBefore }) => ({
      message: t`${name} (${commonName}) is not valid before ${time.en(notBefore)}.`,
      hint: 'Check the date and time of this computer.',
    }),
  },
  'certificate-not-renewable': {
    ja: ({ name, commonName, notAfter }) => ({
      message: t`${name} (${commonName}) の有効期限は ${lastDay.ja(notAfter)} です。CN が client と数字ではないため、自動では更新できません。`,
      hint: t`管理サイトで新しい証明書を発行し、weborca-cert receive ファイル名 --name ${name} で取り込んでください。`,
    }),
    en: ({ name, commonName, notAfter }) => ({
      message: t`${name} (${commonName}) expires on ${lastDay.en(notAfter)} and cannot be renewed automatically: its CN is not "client" and digits.`,
      hint: t`Have a new one issued at the management site, then run weborca-cert receive FILE --name ${name}`,
    }),
  },
  'renewal-failed': {
    ja: ({ name, at, since, step, count, code, details }) => {
      const written = { step, count, error: { code, details }, since: new Date(since) };
      const { message, hint } = describeFailure(written, 'ja');
      return { message: t`${name}: ${time.ja(at)} の更新に失敗しました。${message}`, hint };
    },
    en: ({ name, at, since, step, count, code, details }) => {
      const written = { step, count, error: { code, details }, since: new Date(since) };
      const { message, hint } = describeFailure(written, 'en');
      return { message: t`${name}: the renewal failed on ${time.en(at)}. ${message}`, hint };
    },
  },
  'certificate-superseded': {
    ja: ({ name, path, reasons }) => ({
      message: t`${name}: 別の新しい証明書が見つかりましたが、切り替えていません (${listed(reasons.map(unfit.ja), '、')}): ${path}`,
      hint:
        wayOut.ja(reasons) ??
        t`ご自分のものであれば: weborca-cert receive ${argument(path)} --name ${argument(name)}`,
    }),
    en: ({ name, path, reasons }) => ({
      message: t`${name}: a newer certificate was found but not switched to (${listed(reasons.map(unfit.en), ', ')}): ${path}`,
      hint:
        wayOut.en(reasons) ??
        t`If it is yours: weborca-cert receive ${argument(path)} --name ${argument(name)}`,
    }),
  },
});
