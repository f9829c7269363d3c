import { hasCode, isWeborcaError } from '@weborca-cert/core/errors';
import { withPassword } from '../ask-password.ts';
import type { AskPassword } from '../../model/told.ts';
import { called } from '../../model/snapshot.ts';
import { t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { askFile } from './add.ts';
import { withSteps } from './progress.ts';
import { tellEnded } from './tell.ts';

/** *Receive Certificate Downloaded from the Management Site…* */
export async function receiveCommand(
  services: Services,
  asked: unknown,
  given: unknown,
): Promise<void> {
  const { certificates, core, renewals } = services;
  const placeholder = t('Which certificate did you renew at the management site?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const file =
    typeof given === 'string'
      ? given
      : await askFile(
          t('Receive Certificate'),
          ['zip', 'p12', 'pfx'],
          await core.downloadsFolder(),
        );
  if (file === undefined) return;
  const title = t('Receiving {0}', called(certificate));
  const { name } = certificate;
  const ended = await certificates.whileRenewing(name, () =>
    withPassword(file, async (ask) => {
      const password = await passwordOf(services, file, ask);
      return withSteps(services, { title, cancellable: false }, (options) =>
        renewals.receive(name, { file, password }, options),
      );
    }),
  );
  await tellEnded(services, ended);
}

/**
 * What a person types, if the file needs a password at all: asked before the work goes to a process
 * of its own.
 *
 * @throws WeborcaError `password-wrong`, CancellationError
 */
async function passwordOf(
  { core }: Services,
  file: string,
  ask: AskPassword,
): Promise<string | null> {
  let typed: string | null = null;
  try {
    await core.inspect(file, async () => {
      typed = await ask();
      return typed;
    });
  } catch (error) {
    // What else is wrong with the file is said when it is taken in.
    if (!isWeborcaError(error) || hasCode(error, 'password-wrong')) throw error;
  }
  return typed;
}
