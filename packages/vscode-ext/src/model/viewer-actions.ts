import type { CertificateStatus, Inspection } from '@weborca-cert/core';
import type { CommandId } from './command-ids.ts';
import type { Translate } from './translate.ts';

export interface ViewerAction {
  readonly label: string;
  readonly command: CommandId;
  readonly args: readonly string[];
}

/** All that the page may be allowed. */
export const viewerCommands = [
  'weborcaCert.renew',
  'weborcaCert.verify',
  'weborcaCert.add',
  'weborcaCert.copyFingerprint',
] as const satisfies readonly CommandId[];

/**
 * What can be done with the certificate of a file: one in use is renewed and verified, another client
 * certificate with its key can be taken under care.
 *
 * @param file null: not on this machine
 */
export function viewerActions(
  { certificates, pkcs12 }: Inspection,
  kept: readonly CertificateStatus[],
  file: string | null,
  t: Translate,
): readonly ViewerAction[] {
  const leaf = certificates.find(({ role }) => role === 'leaf') ?? certificates[0];
  if (leaf === undefined) return [];
  const { fingerprintSha256, renewable } = leaf;
  const inUse = kept.find(({ facts }) => facts?.fingerprintSha256 === fingerprintSha256);
  const own: readonly ViewerAction[] =
    inUse === undefined
      ? []
      : [
          { label: t('Renew…'), command: 'weborcaCert.renew', args: [inUse.name] },
          { label: t('Verify Connection'), command: 'weborcaCert.verify', args: [inUse.name] },
        ];
  const foreign: readonly ViewerAction[] =
    inUse === undefined && renewable && pkcs12?.hasPrivateKey === true && file !== null
      ? [{ label: t('Add Certificate…'), command: 'weborcaCert.add', args: [file] }]
      : [];
  return [
    ...own,
    ...foreign,
    {
      label: t('Copy Fingerprint'),
      command: 'weborcaCert.copyFingerprint',
      args: [fingerprintSha256],
    },
  ];
}
