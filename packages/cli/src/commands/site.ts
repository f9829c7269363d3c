import { site as managementSite } from '@weborca-cert/core';
import { flag } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openInBrowser } from '../browser.ts';
import { openContext } from '../session.ts';

export const site = command({
  name: 'site',
  takes: { demo: flag('demo') },
  async run({ demo }, session) {
    const { text, out, ask } = session;
    const found = await managementSite(openContext(session), demo ? { service: 'demo' } : {});
    if (found === null) {
      return { exitCode: exitCodes.failed, json: { site: null }, text: text.using.noSite };
    }
    const { url, service, certificates } = found;
    // Without a terminal there is nobody in front of a browser.
    const opened = ask !== null && (await openInBrowser(url));
    const toClick = certificates.map(({ name, commonName }) => `${commonName} (${name})`);
    const expired = certificates.filter((one) => one.expired).map(({ name }) => name);
    const steps = text.using.siteSteps(toClick, expired).map((step, i) => ` ${i + 1}. ${step}`);
    return {
      exitCode: exitCodes.done,
      json: {
        site: url.href,
        service,
        certificates: certificates.map(({ name, commonName }) => ({ name, commonName })),
        opened,
      },
      text: [` ${text.using.site}   ${out.paint('strong', url.href)}`, '', ...steps].join('\n'),
    };
  },
});
