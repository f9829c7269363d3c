/** Every command the manifest declares; a test compares the two. */
export const commandIds = [
  'weborcaCert.renew',
  'weborcaCert.checkNow',
  'weborcaCert.showLog',
] as const;

export type CommandId = (typeof commandIds)[number];
