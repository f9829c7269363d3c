import { add, describeError, detect, hasCode, listConsumers } from '@weborca-cert/core';
import type { Values } from './arguments/fields.ts';
import { usageError } from './arguments/usage.ts';
import type { ReportOf } from './command.ts';
import { makeCompileCache } from './compile-cache.ts';
import { askForTheRest, toRequest, typedPath, type AddValues } from './dialogues/add.ts';
import { enterOffered, offeredJson, renderOffered } from './dialogues/offer.ts';
import { offerRights } from './dialogues/rights.ts';
import { exitCodes } from './exit-codes.ts';
import {
  keyPasswordSource,
  withPassword,
  type keyPasswordField,
  type passwordFields,
} from './passwords.ts';
import { renderAdded } from './render/added.ts';
import { backupsJson } from './render/backups.ts';
import { alsoInFileJson, consumersJson, factsJson } from './render/json.ts';
import { tellAlsoThere, tellNotes } from './render/notes.ts';
import { openContext, type Session } from './session.ts';

/** What was said about a certificate to be taken under care; null where nothing was. */
export type TakeIn = AddValues &
  Values<typeof passwordFields> &
  Values<typeof keyPasswordField> & { readonly file: string | null };

/** Nothing was said: a terminal asks for all of it. */
export const nothingSaid: TakeIn = {
  file: null,
  name: null,
  service: null,
  inPlace: null,
  backups: [],
  cn: null,
  keyPasswordFile: null,
  passwordFile: null,
  passwordStdin: false,
  passwordEnv: null,
  passwordCommand: null,
};

/** Takes a certificate under care; asks for what was not said where somebody can be asked. */
export async function takeIn(said: TakeIn, session: Session): Promise<ReportOf<'add'>> {
  const { ask, out, text, language } = session;
  if (said.file !== null) return takeFileIn({ ...said, file: said.file }, session);
  if (ask === null) throw usageError('argument-missing', 'FILE');
  for (;;) {
    const file = typedPath(await ask.line(text.prompts.addFile));
    if (file === '') throw usageError('argument-missing', 'FILE');
    try {
      return await takeFileIn({ ...said, file }, session);
    } catch (error) {
      // Another name can still be typed.
      if (!hasCode(error, 'file-not-found') && !hasCode(error, 'not-a-certificate')) throw error;
      out.tell(describeError(error, language).message);
    }
  }
}

async function takeFileIn(
  {
    file: path,
    name,
    service,
    inPlace,
    backups,
    cn,
    ...passwords
  }: TakeIn & { readonly file: string },
  session: Session,
): Promise<ReportOf<'add'>> {
  const { ask } = session;
  const context = openContext(session);
  const given = { name, service, inPlace, backups, cn };
  const key = keyPasswordSource(passwords, session, path);
  return withPassword(passwords, session, path, async (password) => {
    const values =
      ask === null
        ? given
        : await askForTheRest(
            given,
            { file: path, password, ...key },
            { ...session, ask, context },
          );
    const request = toRequest(values);
    const added = await add(context, { file: path, password, ...key, ...request });
    makeCompileCache();
    tellNotes(added.notes, session);
    tellAlsoThere(added.alsoThere, session);
    const offered = await detect(context, added.name, [], { except: [path] });
    const entered = await enterOffered(context, added.name, offered, session);
    if (entered === true) await offerRights(context, added.name, session);
    const consumers = entered === true ? await listConsumers(context, added.name) : added.consumers;
    const shown = renderAdded({ ...added, consumers }, path, session, context);
    // Who said no has seen it, and is not told all of it again.
    const open =
      entered === false
        ? [session.text.using.offeredLater(added.name)]
        : entered === true || offered.length === 0
          ? []
          : [renderOffered(offered, session)];
    return {
      exitCode: added.backups.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed,
      json: {
        certificate: { name: added.name, ...factsJson(added.facts) },
        consumers: consumersJson(consumers),
        ...alsoInFileJson(added.alsoThere),
        backups: backupsJson(added.backups, session),
        offered: (entered === true ? [] : offered).map((one) => offeredJson(one)),
      },
      text: [shown, ...open].join('\n\n'),
      whenQuiet: '',
      failures: added.backups.flatMap(({ error }) => (error === undefined ? [] : [{ error }])),
    };
  });
}
