/** What is said around the ledger. */
export const report = {
  fileName: { ja: '正式なファイル名', en: 'OFFICIAL FILE NAME' },
  renewFrom: { ja: '更新の開始日', en: 'RENEW FROM' },
  more: {
    ja: '表計算ソフト用は --csv、カレンダー用は --ics、印刷して綴じる紙は --html を付けてください。',
    en: 'Use --csv for a spreadsheet, --ics for a calendar, --html for a page to print.',
  },
  written: {
    ja: (file: string) => `${file} に書き出しました。`,
    en: (file: string) => `Written to ${file}.`,
  },
};
