/** What is told of the steps of a renewal. */
export const stepTexts = {
  /** What a finished step says about itself; the facts come with the event. */
  done: {
    resume: { ja: '途中だった更新を続けます', en: 'continuing an unfinished renewal' },
    adopt: {
      ja: (path: string, until: string) => `${path} (有効期限 ${until})`,
      en: (path: string, until: string) => `${path} (expires ${until})`,
    },
    notDue: {
      ja: (days: string, from: string) => `残り${days} (${from}から更新)`,
      en: (days: string, from: string) => `${days} left (renewal starts ${from})`,
    },
    /** `from`: days before expiry, or a share of the lifetime (`15%`). */
    due: {
      ja: (days: string, from: string, reason: string) =>
        `残り${days} (${reason === 'forced' ? '指定により更新' : `${from}から更新`})`,
      en: (days: string, from: string, reason: string) =>
        `${days} left (${reason === 'forced' ? 'as requested' : `renewal starts ${from}`})`,
    },
    places: {
      ja: (backups: readonly string[], consumers: readonly string[]) =>
        ['保管庫', ...backups.map((path) => `バックアップ ${path}`), ...consumers].join('、'),
      en: (backups: readonly string[], consumers: readonly string[]) =>
        ['store', ...backups.map((path) => `backup ${path}`), ...consumers].join(', '),
    },
    issued: { ja: '発行済み', en: 'issued' },
    bytes: { ja: (count: string) => `${count} バイト`, en: (count: string) => `${count} bytes` },
    checked: {
      ja: (commonName: string, until: string) =>
        `${commonName}、有効期限 ${until}、鍵と証明書が一致`,
      en: (commonName: string, until: string) =>
        `${commonName}, expires ${until}, key and certificate match`,
    },
    verified: {
      ja: (host: string) => `${host} が新しい証明書を受け入れました`,
      en: (host: string) => `${host} accepted the new certificate`,
    },
    /** A consumer that somebody has to see to. */
    waiting: {
      ja: (label: string) => `${label} (手作業が必要です)`,
      en: (label: string) => `${label} (still to be done by hand)`,
    },
  },
  skipped: {
    adopt: { ja: 'ありません', en: 'none' },
    superseded: {
      ja: '別の新しい証明書があります。自動では切り替えません',
      en: 'another, newer certificate exists; not switched to automatically',
    },
    verify: {
      ja: (host: string) =>
        `${host} で確かめられないまま切り替えます。次の実行でもう一度確かめます`,
      en: (host: string) =>
        `could not be verified with ${host}; switching anyway, the next run checks again`,
    },
    /** There is no address to ask. */
    notAsked: {
      ja: 'サービスの weborca が null のため、確認しません',
      en: 'not verified: weborca of the service is null',
    },
    /** No address is configured. */
    byHand: {
      ja: '管理サイトで更新してください (更新サービスの URL が未設定)',
      en: 'renew it at the management site (the URL of the renewal service is not configured)',
    },
    noBackup: {
      ja: 'バックアップ先が設定されていません',
      en: 'no backup location is configured',
    },
    noConsumer: { ja: '利用先はありません', en: 'no consumers' },
  },
};
