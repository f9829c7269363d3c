import { rubySettings } from './ruby-settings.ts';

/** The receiver of CLAIM messages. */
export const claimReceiver = rubySettings({
  kind: 'claim-receiver',
  title: 'CLAIM receiver: its settings, the certificate and the key',
  description: 'config.yml of claim-receiver',
  inFolder: [],
});
