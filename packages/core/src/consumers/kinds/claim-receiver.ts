import { rubySettings } from './ruby-settings.ts';

/** The receiver of CLAIM messages. */
export const claimReceiver = rubySettings({
  kind: 'claim-receiver',
  description: 'config.yml of claim-receiver',
  inFolder: [],
});
