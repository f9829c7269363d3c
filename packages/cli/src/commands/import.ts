import { optional } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { importedLines, importFile, importName, importTarget } from '../dialogues/import.ts';
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
    const { told: _told, beside: _beside, ...answer } = result;
    const subject = result.name ?? result.file ?? '';
    const retry = target.kind === 'name' ? target.name : target.file;
    const apart = session.text.importing.sameName;
    return {
      exitCode: result.imported === false ? exitCodes.failed : exitCodes.done,
      json: answer,
      text: importedLines(result, { subject, retry, apart }, session).join('\n'),
    };
  },
});
