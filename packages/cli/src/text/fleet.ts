/** What several machines have published in a shared folder. */
export const fleet = {
  /** Above the column with the machine's name. */
  source: { ja: '端末', en: 'MACHINE' },
  nothing: {
    ja: 'このフォルダーには、まだどの端末の状態もありません。\n各端末の設定ファイルに "publish": "フォルダー" と書いてください。',
    en: 'No machine has published anything in this folder yet.\nWrite "publish": "DIR" into the configuration of each machine.',
  },
  stale: {
    ja: (host: string, since: string) =>
      `${host}: ${since} から届いていません (電源とネットワークを確認)`,
    en: (host: string, since: string) =>
      `${host}: nothing new since ${since}; check its power and network.`,
  },
  /** Before a line that is about one machine. */
  ofMachine: {
    ja: (host: string, line: string) => `${host} の${line}`,
    en: (host: string, line: string) => `${host}: ${line}`,
  },
  allWell: {
    ja: (machines: number, certificates: number) =>
      `${machines}台、${certificates}件とも、いま必要なことはありません。`,
    en: (machines: number, certificates: number) =>
      `Nothing to do: ${certificates} on ${machines} ${machines === 1 ? 'machine' : 'machines'}.`,
  },
};
