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
    const failures = certificates.flatMap(({ name, error }) =>
      error === undefined ? [] : [{ name, error }],
    );
    const nothing = failures.length === certificates.length && failures.length > 0;
    return {
      exitCode: failures.length > 0 ? exitCodes.failed : exitCodes.done,
      json: { certificates: certificates.map((one) => historyJson(one, session)) },
      text: nothing ? '' : renderHistory(certificates, session),
      failures,
    };
  },
});
