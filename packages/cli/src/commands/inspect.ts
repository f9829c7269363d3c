import { inspect as inspectFile } from '@weborca-cert/core';
import { one } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { keyPasswordField, keyPasswordSource, passwordFields, withPassword } from '../passwords.ts';
import { inspectedJson, renderInspection } from '../render/certificate.ts';
import { tellNotes } from '../render/notes.ts';
import { openContext } from '../session.ts';

export const inspect = command({
  name: 'inspect',
  takes: { file: one('FILE'), ...keyPasswordField, ...passwordFields },
  async run({ file, ...passwords }, session) {
    const forKey = keyPasswordSource(passwords, session, file);
    const inspection = await withPassword(passwords, session, file, (password) =>
      inspectFile(openContext(session), file, { password, ...forKey }),
    );
    tellNotes(inspection.pkcs12?.notes ?? [], session);
    const { certificates, pkcs12 } = inspection;
    return {
      exitCode: exitCodes.done,
      json: {
        file: inspection.file,
        certificates: certificates.map((certificate) => inspectedJson(certificate)),
        ...(pkcs12 === undefined ? {} : { pkcs12 }),
      },
      text: renderInspection(inspection, session),
    };
  },
});
