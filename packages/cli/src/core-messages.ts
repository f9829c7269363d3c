export { word } from '../../core/src/messages/words.ts';
export { describeError } from '../../core/src/messages/describe.ts';
export { chooseLanguage } from '../../core/src/messages/language.ts';
export { formatDay, formatTime, formatDaysLeft } from '../../core/src/messages/dates.ts';
export type { Language, WordGroup } from '../../core/src/messages/types.ts';
