import { add as addCertificate } from '@weborca-cert/core';
import { optional, text, texts, toggle } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { completeAdd } from '../dialogues/add.ts';
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
    const context = openContext(session);
    const request = await completeAdd({ file, name, service, inPlace, backups }, session, context);
    const added = await withPassword(passwords, session, request.file, (password) =>
      addCertificate(context, { ...request, password }),
    );
    tellNotes(added.notes, session);
    return {
      exitCode: exitCodes.done,
      json: {
        certificate: { name: added.name, ...factsJson(added.facts) },
        consumers: consumersJson(added.consumers),
      },
      text: renderAdded(added, request, session, context),
      whenQuiet: '',
    };
  },
});
