import type { ShownCertificate } from '../findings/findings.ts';
import { exceptionFor } from './verification.ts';
import { formatDay } from './dates.ts';
import type { FindingTexts, RoadCode } from './doctor-types.ts';
import { lines, listed, t } from './text.ts';
import { word } from './words.ts';

const reason = (key: string): string => word('en', 'reason', key);
const fine = (message: string) => ({ message, hint: '' });

function chain(certificates: readonly ShownCertificate[]): string {
  return lines(
    ...certificates.map(
      ({ subject, issuer, notAfter }) =>
        t`  ${subject} (by ${issuer}, until ${formatDay(new Date(notAfter), 'en')})`,
    ),
  );
}

/** Proxy, names, TLS and PKCS#12. */
export const doctorRoadsEn: FindingTexts<RoadCode> = {
  'proxy-none': () => fine('Connections are made directly, without a proxy.'),
  'proxy-used': ({ host, proxy, from, authenticated }) =>
    fine(
      t`${host} is reached through ${proxy} (${from === 'configuration' ? 'from the configuration' : `from ${from}`}${authenticated ? ', with user and password' : ''}).`,
    ),
  'proxy-unsupported': ({ variable, scheme }) => ({
    message: t`${variable} names a ${scheme} proxy, which is not spoken; connections are made without it.`,
    hint: 'Name an http or https proxy, with Basic authentication at most (not NTLM, not Kerberos).',
  }),

  'dns-resolved': ({ host, addresses }) => fine(t`${host}: ${listed(addresses, ', ')}`),
  'dns-failed': ({ host, reason: why }) => ({
    message: t`The name ${host} cannot be looked up (${reason(why)}).`,
    hint: 'Check that this computer is online, its DNS settings, and the name in the configuration.',
  }),
  'dns-by-proxy': ({ host }) => fine(t`The name ${host} is looked up by the proxy.`),

  'tls-trusted': ({ host, chain: shown }) =>
    fine(lines(t`${host} is trusted, by this chain:`, chain(shown))),
  'tls-untrusted': ({ host, reason: why, chain: shown }) => ({
    message: lines(t`${host} is not trusted (${reason(why)}). It shows:`, chain(shown)),
    hint: lines(
      exceptionFor('en', host, why),
      'If you know of nothing of the kind, do not go on: the certificate would be shown to a stranger.',
    ),
  }),
  'tls-failed': ({ host, reason: why }) => ({
    message: t`No TLS connection with ${host} (${reason(why)}).`,
    hint: 'Check network, proxy and firewall.',
  }),
  'tls-refuses-certificate': ({ name, host, reason: why }) => ({
    message: t`${host} does not take the certificate of ${name} (${reason(why)}).`,
    hint: t`Check its expiry and whether it was revoked: weborca-cert status ${name}; then ask the support desk.`,
  }),
  'weborca-accepts': ({ name, host }) => fine(t`${host} accepts the certificate of ${name}.`),
  'weborca-refuses': ({ name, host, reason: why }) => ({
    message: t`${host} does not accept the certificate of ${name} (${reason(why)}).`,
    hint: t`weborca-cert versions ${name} shows the others; ask the support desk if none is accepted.`,
  }),
  'weborca-inconclusive': ({ name, host, reason: why }) => ({
    message: t`${host} did not say whether it accepts the certificate of ${name} (${reason(why)}).`,
    hint: lines(exceptionFor('en', host, why), t`Later once more: weborca-cert verify ${name}`),
  }),
  'network-not-asked': ({ reason: why }) =>
    fine(
      why === 'offline'
        ? 'Nothing was asked over the network, as wished.'
        : why === 'many'
          ? 'Only the first certificates were tried; name others to try them.'
          : why === 'no-weborca'
            ? 'WebORCA was not asked: weborca of the service is null.'
            : 'WebORCA was not asked: there is no certificate to show.',
    ),

  'pkcs12-described': ({ name, algorithms, programs }) =>
    fine(
      t`${name}: ${listed(algorithms, '; ')}${programs.length === 0 ? '' : ` (here: ${listed(programs, ', ')})`}`,
    ),
  'pkcs12-unreadable': ({ name, program, version, algorithm }) => ({
    message: t`${name}: ${program} ${version} cannot read ${algorithm}${program === 'Windows' ? ', and calls it a wrong password' : ''}.`,
    hint:
      program === 'OpenSSL'
        ? 'For a look: openssl pkcs12 -legacy. For a program: a consumer with "format": "modern".'
        : t`For that program: a consumer with "format": "compatible", or a newer ${program}.`,
  }),
};
