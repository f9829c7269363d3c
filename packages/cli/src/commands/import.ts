import { optional } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { importInto } from '../dialogues/import.ts';
import { exitCodes } from '../exit-codes.ts';
import { openContext } from '../session.ts';

export const importCertificate = command({
  name: 'import',
  takes: { name: optional('N') },
  async run({ name }, session) {
    const result = await importInto(openContext(session), name, session);
    const { importing } = session.text;
    const { imported, removedOld } = result;
    const said = [
      imported === true ? importing.there(result.name) : null,
      imported === false ? importing.notThere(result.name) : null,
      imported === null ? importing.unknown : null,
      imported === true && removedOld.length === 0 ? importing.sameName : null,
      removedOld.length > 0 ? importing.oldRemoved(removedOld.length) : null,
    ];
    return {
      exitCode: imported === false ? exitCodes.failed : exitCodes.done,
      json: { ...result },
      text: said.filter((line) => line !== null).join('\n'),
    };
  },
});
