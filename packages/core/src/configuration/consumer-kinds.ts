/** Every `kind` a consumer can have; their fields are declared in `consumers/`, one file a kind. */
export const consumerKinds = [
  'pkcs12',
  'password-file',
  'pem',
  'push-exchanger',
  'onshi',
  'claim-receiver',
  'receipt-viewer',
  'monsiaj',
  'env-file',
  'nss',
  'windows-store',
  'keychain',
  'kubernetes-secret',
  'manual',
  'command',
] as const;

export type ConsumerKind = (typeof consumerKinds)[number];
