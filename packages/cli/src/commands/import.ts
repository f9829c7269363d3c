import { optional } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { importFile, importName, importTarget } from '../dialogues/import.ts';
import { exitCodes } from '../exit-codes.ts';
import { passwordFields, withPassword } from '../passwords.ts';
import { openContext } from '../session.ts';

export const importCertificate = command({
  name: 'import',
  takes: { wanted: optional('N|FILE'), ...passwordFields },
  async run({ wanted, ...passwords }, session) {
    const context = openContext(session);
    const target = await importTarget(context, wanted);
    const result =
      target.kind === 'name'
        ? await importName(context, target.name, session)
        : await withPassword(passwords, session, target.file, (password) =>
            importFile(context, target.file, password, session),
          );
    const { importing } = session.text;
    const { told = false, ...answer } = result;
    const { imported, removedOld } = answer;
    const subject = result.name ?? result.file ?? '';
    const retry = target.kind === 'name' ? target.name : target.file;
    const said = [
      imported === true && !told ? importing.there(subject) : null,
      imported === false ? importing.notThere(subject, retry) : null,
      imported === null ? importing.unknown : null,
      imported === true && removedOld.length === 0 ? importing.sameName : null,
      removedOld.length > 0 ? importing.oldRemoved(removedOld.length) : null,
    ];
    return {
      exitCode: imported === false ? exitCodes.failed : exitCodes.done,
      json: answer,
      text: said.filter((line) => line !== null).join('\n'),
    };
  },
});
