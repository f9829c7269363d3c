import { reportEn } from './report-en.ts';
import { reportJa } from './report-ja.ts';
import type { ReportTexts } from './report-types.ts';
import type { Language } from './types.ts';

export const reportTexts: Readonly<Record<Language, ReportTexts>> = {
  en: reportEn,
  ja: reportJa,
};
