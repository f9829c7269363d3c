/** What any command may have to tell of itself. */
export const processTexts = {
  /** On standard error, when standard output takes nothing: what was done stays done. */
  answerLost: {
    ja: (why: string) =>
      `結果を出力できませんでした (${why})。処理は最後まで行いました。weborca-cert status で確認できます。`,
    en: (why: string) =>
      `The result could not be written (${why}), but the work was completed. Check with weborca-cert status.`,
  },
  stopping: { ja: '中断しています…', en: 'Stopping…' },
};
