import { withPassword } from '../ask-password.ts';
import { downloadsFolder } from '../downloads.ts';
import { t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';
import { askFile } from './add.ts';
import { withSteps } from './progress.ts';
import { tellResult } from './tell.ts';

/** *Take In Certificate Downloaded from the Management Site…* */
export async function receiveCommand(
  services: Services,
  asked: unknown,
  given: unknown,
): Promise<void> {
  const { core, certificates } = services;
  const placeholder = t('Which certificate has been renewed on the site?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const file =
    typeof given === 'string'
      ? given
      : await askFile(t('Take In Certificate'), ['zip', 'p12', 'pfx'], downloadsFolder());
  if (file === undefined) return;
  const title = t('Taking in {0}', certificate.facts?.commonName ?? certificate.name);
  const result = await certificates.whileRenewing(certificate.name, () =>
    withPassword(file, (password) =>
      withSteps(services, { title, cancellable: false }, (options) =>
        core.receive(file, certificate.name, password, options),
      ),
    ),
  );
  await tellResult(services, result);
}
