/** Objects made of JSON have them already, and valibot leaves entries so called out. */
export const unusableNames: ReadonlySet<string> = new Set([
  '__proto__',
  'prototype',
  'constructor',
]);

/** A first look at a name; `isValidName` of the store decides (names become folders). */
export const namePattern =
  /^(?!(?:__proto__|prototype|constructor)$)[^\s/\\:*?"<>|.][^\s/\\:*?"<>|]*$/;

/** What names look like, in a word for everybody; the store allows letters of any script. */
export const nameExample = '[A-Za-z0-9._-]';

export const httpsPattern = /^https:\/\/[^\s]+$/;
export const proxyPattern = /^https?:\/\/[^\s]+$/;
export const hostPattern = /^[A-Za-z0-9.[\]:-]+$/;
export const thresholdPattern = /^(?:[0-9]{1,4}d|(?:100|[0-9]{1,2})%)$/;
