import { configuration, hasCode, receive as receiveFile, type Context } from '@weborca-cert/core';
import { some, text } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command } from '../command.ts';
import { offerImports } from '../dialogues/import-offer.ts';
import { askWhichClient } from '../dialogues/add.ts';
import { keyPasswordField, keyPasswordSource, passwordFields, withPassword } from '../passwords.ts';
import { filesMeant, receiveSeveral } from '../receive-several.ts';
import { leftOver } from '../render/added.ts';
import { tellAlsoThere } from '../render/notes.ts';
import { followSteps } from '../render/progress.ts';
import {
  renderRenewal,
  renewalExitCode,
  renewalFailures,
  renewalJson,
} from '../render/renewals.ts';
import { openContext, type Session } from '../session.ts';
import { nothingSaid, takeIn } from '../take-in.ts';

export const receive = command({
  name: 'receive',
  takes: {
    files: some('FILE'),
    name: text('name', 'N'),
    acceptCn: text('accept-cn', 'CN'),
    acceptIssuer: text('accept-issuer', 'ISSUER'),
    cn: text('cn', 'CN'),
    ...keyPasswordField,
    ...passwordFields,
  },
  async run({ files: typed, name, acceptCn, acceptIssuer, cn, ...passwords }, session) {
    const [file, ...others] = await filesMeant(typed, session);
    if (others.length > 0) {
      const { keyPasswordFile } = passwords;
      const alone = {
        '--name': name,
        '--cn': cn,
        '--accept-cn': acceptCn,
        '--key-password-file': keyPasswordFile,
      };
      const given = Object.entries(alone).find(([, value]) => value !== null);
      if (given !== undefined) throw usageError('one-file-only', given[0]);
      return receiveSeveral([file, ...others], { acceptIssuer, ...passwords }, session);
    }
    const progress = followSteps(session, false);
    const context = openContext(session, progress.observe);
    const asNew = name === null && (await addInstead(context, file, session));
    if (asNew) return takeIn({ ...nothingSaid, ...passwords, file, cn }, session);
    const key = keyPasswordSource(passwords, session, file);
    const result = await withPassword(passwords, session, file, (password) =>
      withClient(cn, session, (chosen) =>
        receiveFile(context, {
          file,
          password,
          ...key,
          ...(chosen === null ? {} : { cn: chosen }),
          ...(name === null ? {} : { name }),
          ...(acceptCn === null ? {} : { acceptCn }),
          ...(acceptIssuer === null ? {} : { acceptIssuer }),
        }),
      ),
    );
    tellAlsoThere(result.alsoThere ?? [], session);
    const imports = await offerImports(context, [result], session);
    return {
      exitCode: renewalExitCode([result], false),
      json: { results: [renewalJson(result, session)] },
      text:
        result.outcome === 'not-due'
          ? session.text.keeping.alreadyInUse(result.name)
          : [
              renderRenewal(result, session, imports.get(result.name)),
              ...(result.outcome === 'failed' ? [] : leftOver(file, session, context)),
            ].join('\n'),
      whenQuiet: '',
      failures: renewalFailures([result], progress),
    };
  },
});

/** With nothing under care there is nothing to replace: a person may want it added. */
async function addInstead(
  context: Context,
  file: string,
  { ask, text: { prompts } }: Session,
): Promise<boolean> {
  if (ask === null || (await configuration(context)).certificates.size > 0) return false;
  return ask.confirm(prompts.addInstead(file), true);
}

/** Of several clients in a file, the one that was named; where somebody can be asked, they are. */
async function withClient<T>(
  cn: string | null,
  session: Session,
  work: (cn: string | null) => Promise<T>,
): Promise<T> {
  const { ask } = session;
  try {
    return await work(cn);
  } catch (error) {
    const among = hasCode(error, 'usage-invalid') ? error.details.among : undefined;
    if (among === undefined || ask === null) throw error;
    return work(await askWhichClient(among, { ...session, ask }));
  }
}
