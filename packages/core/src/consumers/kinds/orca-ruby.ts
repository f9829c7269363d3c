import { rubySettings } from '../ruby-settings.ts';

// ORCA's programs in Ruby share one form of settings: they differ in where it lies, and in how many
// files of one folder repeat the same values. Paths: facts of the programs' own packages.

/** Push notifications to local programs. */
export const pushExchanger = rubySettings({
  kind: 'push-exchanger',
  words: { en: 'push-exchanger', ja: 'push-exchanger' },
  title: 'push-exchanger (push notifications): its settings, the certificate and the key',
  description: '/etc/push-exchanger/push-exchanger.yml, or config.yml on Windows',
  inFolder: [],
  places: ({ platform, programFiles }) =>
    platform === 'win32'
      ? programFiles('push-exchanger', 'config.yml')
      : ['/etc/push-exchanger/push-exchanger.yml'],
});

/** オンライン資格確認: three programs in one folder repeat the same values. */
export const onshi = rubySettings({
  kind: 'onshi',
  words: { en: 'online eligibility', ja: 'オンライン資格確認' },
  title: 'Online eligibility (オンライン資格確認): settings, certificate and key',
  description: 'The Onshi folder, or one of its .yml files',
  inFolder: ['config.yml', 'onshi-shell.yml', 'onshi-receiver.yml'],
  places: ({ programFiles }) =>
    ['config.yml', 'onshi-shell.yml', 'onshi-receiver.yml'].flatMap((name) =>
      programFiles('Onshi', name),
    ),
});

/** The receiver of CLAIM messages. */
export const claimReceiver = rubySettings({
  kind: 'claim-receiver',
  words: { en: 'CLAIM receiver', ja: 'CLAIM 受信' },
  title: 'CLAIM receiver: its settings, the certificate and the key',
  description: 'config.yml of claim-receiver',
  inFolder: [],
  places: ({ programFiles }) => programFiles('claim-receiver', 'config.yml'),
});
