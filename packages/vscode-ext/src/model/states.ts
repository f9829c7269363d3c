import type { CertificateState } from '@weborca-cert/core';
import type { Translate } from './translate.ts';

export interface StateFace {
  /** A codicon's name. */
  readonly icon: string;
  readonly word: string;
  readonly tone: 'calm' | 'attention' | 'warning' | 'error';
}

/** How each state looks and is called, the same in status bar, tree, tooltip and timeline. */
export function stateFace(state: CertificateState, t: Translate): StateFace {
  const faces: Readonly<Record<CertificateState, StateFace>> = {
    valid: { icon: 'shield', word: t('Valid'), tone: 'calm' },
    due: { icon: 'bell', word: t('Time to renew'), tone: 'attention' },
    urgent: { icon: 'warning', word: t('Renew now'), tone: 'warning' },
    'not-renewable': { icon: 'warning', word: t('Cannot be renewed'), tone: 'warning' },
    superseded: { icon: 'arrow-swap', word: t('A later certificate was found'), tone: 'warning' },
    'not-yet-valid': { icon: 'watch', word: t('Not yet valid'), tone: 'warning' },
    expired: { icon: 'error', word: t('Expired'), tone: 'error' },
    unreadable: { icon: 'question', word: t('Cannot be read'), tone: 'error' },
  };
  return faces[state];
}
