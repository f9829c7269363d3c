import {
  check,
  configuration,
  setRenewalApi,
  type Context,
  describeError,
  renew,
  type RenewalResult,
} from '@weborca-cert/core';
import type { Ask } from '../prompt.ts';
import type { Session } from '../session.ts';
import { nothingSaid, takeIn } from '../take-in.ts';

export { offerImports } from './import-offer.ts';

/**
 * What a first renewal lacks: a certificate under care, and the address of the service. Where
 * somebody can be asked, they are talked through; elsewhere nothing is asked.
 *
 * @param options `force` renews what is not due as well
 */
export async function prepareRenewal(
  context: Context,
  names: readonly string[],
  options: { readonly force: boolean },
  session: Session,
): Promise<void> {
  const { ask, out, text } = session;
  if (ask === null) return;
  if (names.length === 0 && (await configuration(context)).certificates.size === 0) {
    out.tell(text.prompts.noneYet);
    // Then there is nothing to renew, and that is said.
    if (!(await ask.confirm(text.prompts.addNow, true))) return;
    const { text: added } = await takeIn(nothingSaid, session);
    out.tell(`\n${added}\n`);
  }
  await askForAddresses(context, names, options, { ...session, ask });
}

/**
 * Nobody knows whether the one new certificate is accepted: where somebody can be asked, they may
 * use it all the same. What was saved is gone on with; nothing is requested.
 */
export async function useUnproven(
  context: Context,
  results: readonly RenewalResult[],
  { ask, out, text, language }: Session,
): Promise<readonly RenewalResult[]> {
  const [only] = results;
  if (ask === null || results.length !== 1 || only?.error?.code !== 'verification-inconclusive') {
    return results;
  }
  out.tell(`\n${describeError(only.error, language).message}`);
  if (!(await ask.confirm(text.prompts.useUnproven(only.name), false))) return results;
  return renew(context, [only.name], { force: true, dryRun: false });
}

/** Only for services of which a certificate is to be renewed now; no answer leaves all as it was. */
async function askForAddresses(
  context: Context,
  names: readonly string[],
  { force }: { readonly force: boolean },
  { ask, text, out }: Session & { readonly ask: Ask },
): Promise<void> {
  const { certificates, services } = await configuration(context);
  const wanted = (await check(context, names)).certificates
    .filter(({ state }) => state === 'due' || state === 'urgent' || (force && state === 'valid'))
    .map(({ name }) => certificates.get(name)?.service);
  for (const service of new Set(wanted)) {
    if (service === undefined || services.get(service)?.api !== null) continue;
    out.tell(text.prompts.apiOf(service));
    const api = await askForUrl({ ask, text, out });
    if (api !== null) await setRenewalApi(context, service, api);
  }
}

/** As the configuration takes one (https, no user and password); null: there is none to give. */
async function askForUrl({
  ask,
  text,
  out,
}: Pick<Session, 'text' | 'out'> & { readonly ask: Ask }): Promise<URL | null> {
  for (;;) {
    const typed = await ask.line(text.prompts.url);
    if (typed === '') return null;
    const url = URL.parse(typed);
    if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url;
    out.tell(text.prompts.noUrl);
  }
}
