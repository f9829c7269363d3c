import { filesInUse, nameMeant } from '@weborca-cert/core';
import { one, rest } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { openContext } from '../session.ts';
import { takeOver } from '../take-over.ts';

export const exec = command({
  name: 'exec',
  takes: { name: one('N'), program: rest('PROGRAM') },
  async run({ name: typed, program: [program, ...args] }, session) {
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const { p12File, passwordFile } = await filesInUse(context, name);
    session.passSignals();
    const facts = {
      WEBORCA_CERT_NAME: name,
      WEBORCA_CERT_P12_FILE: p12File,
      WEBORCA_CERT_PASSWORD_FILE: passwordFile,
    };
    return { endedWith: await takeOver(program, args, { ...process.env, ...facts }) };
  },
});
