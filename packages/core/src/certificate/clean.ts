/**
 * Text out of a certificate or a server, made fit for a terminal, a path segment or a log: control
 * characters, line separators and bidirectional overrides become U+FFFD. They can hide or rewrite
 * what a person reads (Unicode TR 36, 3.1; CVE-2021-42574).
 */
export function cleanText(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\p{Cs}/gu,
    '\ufffd',
  );
}
