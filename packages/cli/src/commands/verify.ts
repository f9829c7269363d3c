import { verify as verifyAll } from '@weborca-cert/core';
import { many } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { errorField } from '../render/json.ts';
import { renderVerifications, verificationFailures } from '../render/verifications.ts';
import { openContext } from '../session.ts';

export const verify = command({
  name: 'verify',
  takes: { names: many('N') },
  async run({ names }, session) {
    const results = await verifyAll(openContext(session), names);
    return {
      exitCode: results.every((r) => r.error === undefined) ? exitCodes.done : exitCodes.failed,
      json: {
        results: results.map(({ error, ...result }) => ({
          ...result,
          ...errorField(error, session),
        })),
      },
      text: results.length === 0 ? null : renderVerifications(results, session),
      whenQuiet: '',
      failures: verificationFailures(results),
    };
  },
});
