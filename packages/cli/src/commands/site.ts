import { resolve } from 'node:path';
import {
  cleanText,
  downloadsFolder,
  site as managementSite,
  watchFolder,
  worklist,
  type FolderWatch,
  type RenewalResult,
  type Worklist,
} from '@weborca-cert/core';
import { flag, text } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type ReportOf } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { openInBrowser } from '../browser.ts';
import { offerImports, type ImportsTold } from '../dialogues/import-offer.ts';
import { namesOf, workThrough } from '../dialogues/worklist.ts';
import { followSteps } from '../render/progress.ts';
import { renewalExitCode, renewalFailures, renewalJson } from '../render/renewals.ts';
import { openContext, type Session } from '../session.ts';

export const site = command({
  name: 'site',
  takes: { demo: flag('demo'), due: flag('due'), downloads: text('downloads', 'DIR') },
  async run({ demo, due, downloads }, session) {
    if (due) return goThrough(demo, downloads, session);
    if (downloads !== null) throw usageError('argument-missing', '--due');
    const { text: texts, out, ask } = session;
    const found = await managementSite(openContext(session), demo ? { service: 'demo' } : {});
    if (found === null) {
      return { exitCode: exitCodes.failed, json: { site: null }, text: texts.using.noSite };
    }
    const { url, service, certificates } = found;
    // Without a terminal there is no person to use a browser.
    const opened = ask !== null && (await openInBrowser(url));
    const toClick = certificates.map(({ name, commonName }) =>
      name === commonName ? name : `${commonName} (${name})`,
    );
    const expired = certificates.filter((one) => one.expired).map(({ name }) => name);
    const steps = texts.using.siteSteps(toClick, expired).map((step, i) => ` ${i + 1}. ${step}`);
    return {
      exitCode: exitCodes.done,
      json: {
        site: url.href,
        service,
        certificates: certificates.map(({ name, commonName }) => ({ name, commonName })),
        opened,
      },
      text: [` ${texts.using.site}   ${out.paint('strong', url.href)}`, '', ...steps].join('\n'),
    };
  },
});

/** All that are due, one after the other. */
async function goThrough(
  demo: boolean,
  downloads: string | null,
  session: Session,
): Promise<ReportOf<'site'>> {
  const { text: texts, out, ask } = session;
  const { using } = texts;
  const progress = followSteps(session, true);
  const context = openContext(session, progress.observe);
  const list = await worklist(context, demo ? { service: 'demo' } : {});
  if (list === null) {
    return { exitCode: exitCodes.failed, json: { site: null }, text: using.noSite };
  }
  const { url, service, certificates, notRenewable } = list;
  const json = { site: url.href, service, certificates, notRenewable };
  if (certificates.length === 0) {
    return {
      exitCode: exitCodes.done,
      json: { ...json, results: [] },
      text: [using.nothingDue, ...renderNotRenewable(list, session)].join('\n\n'),
    };
  }
  const directory = resolve(downloads ?? (await downloadsFolder(context.effects)));
  let folder: FolderWatch;
  try {
    folder = watchFolder(directory, () => new Date());
  } catch {
    return {
      exitCode: exitCodes.failed,
      json: { ...json, results: [] },
      text: using.noFolder(directory),
    };
  }
  try {
    if (ask !== null) {
      await openInBrowser(url);
      out.tell(` ${using.site}   ${url.href}\n\n${using.clicks(certificates.length)}`);
    }
    const waiting = { due: certificates, folder, directory };
    const { results, left, taken } = await workThrough(context, waiting, session);
    const imports = await offerImports(context, results, session);
    return {
      exitCode: renewalExitCode(results, false),
      json: {
        ...json,
        results: results.map((result) => renewalJson(result, session)),
        left: left.map(({ name }) => name),
      },
      text: [
        left.length === 0
          ? using.allDone(certificates.length)
          : using.leftDue(namesOf(left, session)),
        ...importsTold(results, imports, session),
        ...renderNotRenewable(list, session),
        ...(taken === 0 ? [] : [texts.said.deleteZips(taken)]),
      ].join('\n\n'),
      failures: renewalFailures(results, progress),
    };
  } finally {
    folder.close();
  }
}

/** What came of the imports that were offered; for the rest, how to. Elsewhere each has told it itself. */
function importsTold(
  results: readonly RenewalResult[],
  imports: ImportsTold,
  { ask, text: { said } }: Session,
): readonly string[] {
  if (ask === null) return [];
  const others = results.filter((one) => one.new !== null && !imports.has(one.name));
  const [first] = others;
  const hint = others.length > 1 ? said.importHints : said.importHint(first?.name ?? '');
  const lines = [...imports.values(), ...(first === undefined ? [] : [[hint]])].flat();
  return lines.length === 0 ? [] : [lines.join('\n')];
}

/** What waits in vain for a zip, each with its CN, and the way out. */
function renderNotRenewable(
  { notRenewable }: Worklist,
  { text: { using } }: Session,
): readonly string[] {
  if (notRenewable.length === 0) return [];
  const shown = notRenewable.map(({ name, commonName }) => `  ${name} (${commonName})`);
  const [{ name } = { name: '' }] = notRenewable;
  return [using.notRenewable(shown.map(cleanText), cleanText(name))];
}
