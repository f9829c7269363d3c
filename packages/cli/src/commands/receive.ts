import { receive as receiveFile } from '@weborca-cert/core';
import { one, text } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { passwordFields, withPassword } from '../passwords.ts';
import { followSteps } from '../render/progress.ts';
import {
  renderRenewal,
  renewalExitCode,
  renewalFailures,
  renewalJson,
} from '../render/renewals.ts';
import { openContext } from '../session.ts';

export const receive = command({
  name: 'receive',
  takes: {
    file: one('FILE'),
    name: text('name', 'N'),
    acceptCn: text('accept-cn', 'CN'),
    acceptIssuer: text('accept-issuer', 'ISSUER'),
    ...passwordFields,
  },
  async run({ file, name, acceptCn, acceptIssuer, ...passwords }, session) {
    const progress = followSteps(session, false);
    const context = openContext(session, progress.observe);
    const result = await withPassword(passwords, session, file, (password) =>
      receiveFile(context, {
        file,
        password,
        ...(name === null ? {} : { name }),
        ...(acceptCn === null ? {} : { acceptCn }),
        ...(acceptIssuer === null ? {} : { acceptIssuer }),
      }),
    );
    return {
      exitCode: renewalExitCode([result], false),
      json: { results: [renewalJson(result, session)] },
      text:
        result.outcome === 'not-due'
          ? session.text.keeping.alreadyInUse(result.name)
          : renderRenewal(result, session),
      whenQuiet: '',
      failures: renewalFailures([result], progress),
    };
  },
});
