/**
 * What nobody outside knows of the real service, each with what is assumed (the first value) and
 * where that comes from. The table in SECURITY.md is made of these; the simulator can be either way
 * in each.
 */
export const serviceRules = [
  {
    name: 'second-post',
    values: ['keeps', 'replaces', 'same-again'],
    assumed: 'a second POST leaves the result of the first one where it is',
    source: 'not known; monsiaj and panda never ask twice',
    ifWrong:
      'Nothing is lost: while an answer is open no second POST goes out, and one whose file is gone is abandoned by the rules for 404 and 410, its journal kept.',
  },
  {
    name: 'downloads',
    values: ['many', 'once'],
    assumed: '`uri` can be fetched again',
    source: 'not known; monsiaj and panda fetch once',
    ifWrong:
      'A download that breaks off cannot be repeated: the issuance is abandoned (journal and password kept) and a later run asks anew; the certificate in use stays.',
  },
  {
    name: 'uri-life',
    values: ['lasting', 'ten-minutes'],
    assumed: '`uri` lives until the next run, a day later',
    source: 'not known; monsiaj and panda fetch at once',
    ifWrong:
      'A run stopped between POST and GET cannot be resumed: the next one abandons the issuance and asks anew.',
  },
  {
    name: 'gone',
    values: ['410', '404'],
    assumed: 'a `uri` that is over answers 410',
    source: 'RFC 9110, 15.5.11; not known of this service',
    ifWrong:
      '404 counts when it came twice, a minute apart: the issuance is given up in a later run instead of at once.',
  },
  {
    name: 'old-certificate',
    values: ['accepted', 'refused-once-downloaded'],
    assumed: 'the old certificate is accepted until it expires',
    source: 'user guide, 更新およびインポート後',
    ifWrong:
      'Programs that this program does not bring up to date are refused from the download on; what is under care has the new one within the same run. Where that download breaks off, only the management site helps; address and password stay in the journal.',
  },
  {
    name: 'early-renewal',
    values: ['allowed', 'refused'],
    assumed: 'a renewal more than 90 days before expiry is allowed',
    source: 'not known; the WebORCA client asks from 90 days on (user guide)',
    ifWrong: 'Only `--force` asks so early: it is told the refusal, and nothing has changed.',
  },
  {
    name: 'issued-status',
    values: ['200', '201'],
    assumed: 'the answer to the POST has status 200',
    source: 'panda certificate.c takes 200 alone, monsiaj 302 as well',
    ifWrong: 'Every 2xx with `uri` and `pass` is taken; a redirect is not followed and said so.',
  },
] as const;

type ServiceRule = (typeof serviceRules)[number];

/** How the service is, rule by rule. */
export type ServiceRules = {
  readonly [Name in ServiceRule['name']]: Extract<ServiceRule, { name: Name }>['values'][number];
};

export const assumedRules: ServiceRules = {
  'second-post': 'keeps',
  downloads: 'many',
  'uri-life': 'lasting',
  gone: '410',
  'old-certificate': 'accepted',
  'early-renewal': 'allowed',
  'issued-status': '200',
};

/** `NAME=VALUE` of each, as `--list-service-rules` has them: what is assumed first. */
export const serviceRuleChoices: readonly string[] = serviceRules.flatMap(({ name, values }) =>
  values.map((value) => `${name}=${value}`),
);

/**
 * Reads `NAME=VALUE` of `--service-rule`; null where there is no such rule or value.
 *
 * @example
 * parseServiceRule('downloads=once'); // { downloads: 'once' }
 */
export function parseServiceRule(text: string): Partial<ServiceRules> | null {
  if (!serviceRuleChoices.includes(text)) return null;
  const [name = '', value] = text.split('=');
  return { [name]: value };
}
