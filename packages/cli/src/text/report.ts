/** What is said around the ledger. */
export const report = {
  fileName: { ja: '正式なファイル名', en: 'OFFICIAL FILE NAME' },
  renewFrom: { ja: '更新の開始日', en: 'RENEW FROM' },
  more: {
    ja: '表計算ソフト用は --csv、カレンダー用は --ics、印刷して綴じる紙は --html を付けてください。',
    en: 'For a spreadsheet: --csv, for a calendar: --ics, for one sheet of paper to file: --html.',
  },
  written: {
    ja: (file: string) => `${file} に書き出しました。`,
    en: (file: string) => `Written to ${file}.`,
  },
};
