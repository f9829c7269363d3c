import type { Language } from '@weborca-cert/core';

/** Sentences one after the other: Japanese has no space between them. Empty ones are left out. */
export function sentences(language: Language, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(language === 'ja' ? '' : ' ');
}
