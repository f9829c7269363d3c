import { rubySettings } from './ruby-settings.ts';

/** Online eligibility (オンライン資格確認): three programs in one folder repeat the same values. */
export const onshi = rubySettings({
  kind: 'onshi',
  title: 'Online eligibility (オンライン資格確認): settings, certificate and key',
  description: 'The Onshi folder, or one of its .yml files',
  inFolder: ['config.yml', 'onshi-shell.yml', 'onshi-receiver.yml'],
});
