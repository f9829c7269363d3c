import { add as addCertificate } from '@weborca-cert/core';
import { optional, text, texts, toggle } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command } from '../command.ts';
import { askForTheRest, toRequest } from '../dialogues/add.ts';
import { exitCodes } from '../exit-codes.ts';
import { passwordFields, withPassword } from '../passwords.ts';
import { renderAdded } from '../render/added.ts';
import { consumersJson, factsJson } from '../render/json.ts';
import { tellNotes } from '../render/notes.ts';
import { openContext } from '../session.ts';

export const add = command({
  name: 'add',
  takes: {
    file: optional('FILE'),
    name: text('name', 'N'),
    service: text('service', 'S'),
    inPlace: toggle('in-place'),
    backups: texts('backup', 'DIR'),
    ...passwordFields,
  },
  async run({ file, name, service, inPlace, backups, ...passwords }, session) {
    const { ask } = session;
    const path = file ?? (await ask?.line(session.text.prompts.addFile)) ?? '';
    if (path === '') throw usageError('argument-missing', 'FILE');
    const context = openContext(session);
    const given = { name, service, inPlace, backups };
    return withPassword(passwords, session, path, async (password) => {
      const values =
        ask === null
          ? given
          : await askForTheRest(given, { file: path, password }, { ...session, ask, context });
      const request = toRequest(values);
      const added = await addCertificate(context, { file: path, password, ...request });
      tellNotes(added.notes, session);
      return {
        exitCode: exitCodes.done,
        json: {
          certificate: { name: added.name, ...factsJson(added.facts) },
          consumers: consumersJson(added.consumers),
        },
        text: renderAdded(added, request.backups ?? [], session, context),
        whenQuiet: '',
      };
    });
  },
});
