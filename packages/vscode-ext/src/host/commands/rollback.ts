import * as vscode from 'vscode';
import { dateText, timeText } from '../../model/dates.ts';
import { shortFingerprint } from '../../model/pick-items.ts';
import { language, t } from '../l10n.ts';
import { pickCertificate } from '../pick.ts';
import type { Services } from '../services.ts';

/** *Roll Back…*: which earlier version, asked first. Core refuses an expired one. */
export async function rollbackCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates } = services;
  const placeholder = t('Which certificate is to be rolled back?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const version = versionOf(asked) ?? (await pickVersion(services, certificate.name));
  if (version === undefined) return;
  const yes = t('Roll Back');
  const commonName = certificate.facts?.commonName ?? certificate.name;
  const answer = await vscode.window.showWarningMessage(
    t('Use the earlier version of {0} again?', commonName),
    {
      modal: true,
      detail: t(
        'The later version stays in the store. What uses the certificate gets the earlier one.',
      ),
    },
    yes,
  );
  if (answer !== yes) return;
  const { error } = await core.rollback(certificate.name, version);
  await certificates.refresh();
  if (error !== undefined) await services.showFailure(error);
  await vscode.window.showInformationMessage(t('{0} was rolled back.', commonName));
}

async function pickVersion({ core }: Services, name: string): Promise<string | undefined> {
  const earlier = (await core.versions(name)).filter(({ inUse }) => !inUse);
  if (earlier.length === 0) {
    await vscode.window.showInformationMessage(t('There is no other version in the store.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    earlier.map(({ id, facts, createdAt }) => ({
      label: t('until {0}', dateText(facts.notAfter, language())),
      description: `SHA-256 ${shortFingerprint(facts.fingerprintSha256)}`,
      detail: t('Taken in {0}', timeText(createdAt, language())),
      id,
    })),
    { placeHolder: t('Which version?') },
  );
  return picked?.id;
}

function versionOf(asked: unknown): string | undefined {
  if (typeof asked !== 'object' || asked === null || !('version' in asked)) return undefined;
  return typeof asked.version === 'string' ? asked.version : undefined;
}
