import { history as historyOf } from '@weborca-cert/core';
import { many } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { historyJson, renderHistory } from '../render/history.ts';
import { openContext } from '../session.ts';

export const history = command({
  name: 'history',
  takes: { names: many('N') },
  async run({ names }, session) {
    const certificates = await historyOf(openContext(session), names);
    return {
      exitCode: exitCodes.done,
      json: { certificates: certificates.map((one) => historyJson(one, session)) },
      text: renderHistory(certificates, session),
    };
  },
});
