import { doctor as examine, doctorText } from '@weborca-cert/core';
import { flag, many } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { ownProgram } from '../own-program.ts';
import { findingJson } from '../render/findings.ts';
import { openContext } from '../session.ts';

declare const WEBORCA_CERT_VERSION: string;

export const doctor = command({
  name: 'doctor',
  takes: { names: many('N'), share: flag('share') },
  async run({ names, share }, session) {
    const version = WEBORCA_CERT_VERSION;
    const program = await ownProgram();
    const report = await examine(openContext(session), names, { version, program, share });
    const { at, level, findings } = report;
    return {
      exitCode: level === 'problem' ? exitCodes.failed : exitCodes.done,
      json: { at, level, findings: findings.map((finding) => findingJson(finding, session)) },
      text: doctorText(report, session.language).join('\n'),
      saysWhomToCall: true,
    };
  },
});
