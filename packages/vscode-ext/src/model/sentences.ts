import type { Language } from '@weborca-cert/core';

/** Sentences one after the other: Japanese has no space between them. Empty ones are left out. */
export function sentences(language: Language, ...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(language === 'ja' ? '' : ' ');
}

/** A failure with whose it is: among sixty clinics, and after a reload, nobody knows that otherwise. */
export function about(
  sentence: string,
  of: { readonly name: string; readonly shown: string } | undefined,
): string {
  return of === undefined || sentence.includes(of.name) ? sentence : `${of.shown}: ${sentence}`;
}
