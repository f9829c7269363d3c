import type { VersionView } from '@weborca-cert/core';
import { formatLastDay, formatTime } from '@weborca-cert/core/dates';
import * as vscode from 'vscode';
import { shortFingerprint } from '../../model/pick-items.ts';
import { called } from '../../model/snapshot.ts';
import { language, t } from '../l10n.ts';
import { pickCertificate, staysOpen } from '../pick.ts';
import type { Services } from '../services.ts';

/** *Roll Back…*: which earlier version, asked first. Core refuses an expired one. */
export async function rollbackCommand(services: Services, asked: unknown): Promise<void> {
  const { core, certificates } = services;
  const placeholder = t('Which certificate do you want to roll back?');
  const certificate = await pickCertificate(certificates, asked, placeholder);
  if (certificate === undefined) return;
  const earlier = (await core.versions(certificate.name)).filter(({ inUse }) => !inUse);
  const wanted = versionOf(asked);
  const version = earlier.find(({ id }) => id === wanted) ?? (await pickVersion(earlier));
  if (version === undefined) return;
  const yes = t('Roll Back');
  const shown = called(certificate);
  const answer = await vscode.window.showWarningMessage(
    t('Use the earlier version of {0} again?', shown),
    {
      modal: true,
      detail: [
        t(
          'The earlier version is valid until {0}.',
          formatLastDay(version.facts.notAfter, language()),
        ),
        t('The newer certificate stays in the store. Consumers are updated with the earlier one.'),
      ].join('\n'),
    },
    yes,
  );
  if (answer !== yes) return;
  const { error } = await core.rollback(certificate.name, version.id);
  await certificates.refresh();
  if (error !== undefined) await services.showFailure(error);
  await vscode.window.showInformationMessage(t('{0} was rolled back.', shown));
}

async function pickVersion(earlier: readonly VersionView[]): Promise<VersionView | undefined> {
  if (earlier.length === 0) {
    await vscode.window.showInformationMessage(t('There is no other version in the store.'));
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    earlier.map((version) => ({
      label: t('until {0}', formatLastDay(version.facts.notAfter, language())),
      description: [
        ...(version.facts.daysLeft < 0 ? [t('expired')] : []),
        `SHA-256 ${shortFingerprint(version.facts.fingerprintSha256)}`,
      ].join(' · '),
      detail: t('Received {0}', formatTime(version.createdAt, language())),
      version,
    })),
    { placeHolder: t('Which version?'), ...staysOpen },
  );
  return picked?.version;
}

function versionOf(asked: unknown): string | undefined {
  if (typeof asked !== 'object' || asked === null || !('version' in asked)) return undefined;
  return typeof asked.version === 'string' ? asked.version : undefined;
}
