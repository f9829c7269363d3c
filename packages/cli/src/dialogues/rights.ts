import {
  cleanText,
  grantRights,
  rightsMissing,
  type Context,
  type Granted,
} from '@weborca-cert/core';
import { isWeborcaError } from '@weborca-cert/core';
import { tellFailure } from '../failures.ts';
import type { Session } from '../session.ts';

/**
 * Where consumers that were added can only be written by an administrator: asks whether that is to be
 * granted. Where nobody can be asked, or somebody says no, it is told how to later.
 */
export async function offerRights(context: Context, name: string, session: Session): Promise<void> {
  const { ask, out, text } = session;
  const { rights: said } = text.using;
  if (out.json) return;
  for (const rights of await rightsMissing(context, name)) {
    out.tell(`\n${renderRights(rights, session)}`);
    if (ask === null || !(await ask.confirm(said.ask, true))) {
      out.tell(said.later(name, cleanText(rights.place)));
      continue;
    }
    try {
      await grantRights(context, rights);
      out.tell(renderGranted(rights, session));
    } catch (error) {
      // What was added stays, and the way to ask once more is told.
      if (!isWeborcaError(error) || error.code === 'interrupted') throw error;
      tellFailure({ error }, session);
      out.tell(said.later(name, cleanText(rights.place)));
    }
  }
}

/** What would be granted, before anybody is asked. */
export function renderRights({ place, files, service }: Granted, { text }: Session): string {
  const { rights: said } = text.using;
  return [
    said.missing(cleanText(place)),
    ...files.map((file) => said.file(cleanText(file))),
    ...(service === null ? [] : [said.service(cleanText(service))]),
  ].join('\n');
}

/** What was granted, and what still has to be done by hand. */
export function renderGranted({ service }: Granted, { text }: Session): string {
  const { rights: said } = text.using;
  return service === null ? `${said.granted}\n${said.noService}` : said.granted;
}
