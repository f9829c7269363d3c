import { rubySettings } from './ruby-settings.ts';

/** ORCA's push notifications to local programs. */
export const pushExchanger = rubySettings({
  kind: 'push-exchanger',
  title: 'push-exchanger (push notifications): its settings, the certificate and the key',
  description: '/etc/push-exchanger/push-exchanger.yml, or config.yml on Windows',
  inFolder: [],
});
