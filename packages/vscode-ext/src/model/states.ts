import { states } from '@weborca-cert/core/words/states';
import type { CertificateState, Language } from '@weborca-cert/core';

export interface StateFace {
  /** A codicon's name. */
  readonly icon: string;
  /** Core's word, as it begins a cell or a sentence. */
  readonly word: string;
  readonly tone: 'calm' | 'attention' | 'warning' | 'error';
}

const looks: Readonly<Record<CertificateState, Omit<StateFace, 'word'>>> = {
  valid: { icon: 'shield', tone: 'calm' },
  due: { icon: 'bell', tone: 'attention' },
  urgent: { icon: 'warning', tone: 'warning' },
  'not-renewable': { icon: 'warning', tone: 'warning' },
  superseded: { icon: 'arrow-swap', tone: 'warning' },
  'not-yet-valid': { icon: 'watch', tone: 'warning' },
  expired: { icon: 'error', tone: 'error' },
  unreadable: { icon: 'question', tone: 'error' },
};

/** How each state looks and is called, the same in status bar, tree, tooltip and timeline. */
export function stateFace(state: CertificateState, language: Language): StateFace {
  return { ...looks[state], word: capitalised(states[state][language]) };
}

/** As a sentence begins; Japanese has no capitals. */
export function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
