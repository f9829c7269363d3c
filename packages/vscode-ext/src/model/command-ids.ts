/** Every command the manifest declares; a test compares the two. */
export const commandIds = [
  'weborcaCert.renew',
  'weborcaCert.backup',
  'weborcaCert.importWizard',
  'weborcaCert.add',
  'weborcaCert.receive',
  'weborcaCert.verify',
  'weborcaCert.show',
  'weborcaCert.rollback',
  'weborcaCert.copyPassword',
  'weborcaCert.deploy',
  'weborcaCert.consumerDone',
  'weborcaCert.keepUpToDate',
  'weborcaCert.findConsumers',
  'weborcaCert.openSite',
  'weborcaCert.openConfiguration',
  'weborcaCert.doctor',
  'weborcaCert.showLog',
  'weborcaCert.checkNow',
  'weborcaCert.timeline',
  'weborcaCert.getStarted',
  'weborcaCert.enterPassword',
  'weborcaCert.copyFingerprint',
  'weborcaCert.revealPath',
] as const;

export type CommandId = (typeof commandIds)[number];
