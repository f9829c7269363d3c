import type { CertificateStatus, Language, Pending } from '@weborca-cert/core';
import { formatTime } from '@weborca-cert/core/dates';
import type { Explanation } from './told.ts';
import type { Translate } from './translate.ts';
import { row, type TreeNode } from './tree.ts';
import { wayOutOf, wayOutText } from './way-out.ts';

/** The same of one with a renewal that was begun and has not come to its end. */
export function unfinishedNode(node: TreeNode, renewing: boolean, t: Translate): TreeNode {
  const what = renewing ? t('being renewed') : t('renewal unfinished');
  return {
    ...node,
    description: [node.description, what].join(' · '),
    icon: renewing ? 'sync~spin' : node.icon,
    tone: renewing || node.tone === 'error' ? node.tone : 'warning',
  };
}

/** Below a certificate: a renewal that was begun. Its click goes on with it. */
export function pendingNode(
  { name }: CertificateStatus,
  { step, since }: Pending,
  options: { readonly renewing: boolean; readonly word: string; readonly language: Language },
  t: Translate,
): TreeNode {
  const { renewing, word, language } = options;
  return row({
    id: `${name}/pending`,
    name,
    label: renewing ? t('Renewal in progress') : t('Unfinished renewal'),
    description: word,
    tooltip: [
      word,
      t('since {0}', formatTime(since, language)),
      ...(renewing
        ? []
        : [
            step === 'requested'
              ? t('Click to request the certificate again.')
              : t('It is finished automatically within an hour, or now by a click.'),
          ]),
    ].join('\n'),
    icon: renewing ? 'sync~spin' : 'sync-ignored',
    tone: renewing ? 'attention' : 'warning',
    contextValue: renewing ? 'pending.running' : 'pending',
  });
}

/** The same of one for which something failed and has not gone well since. */
export function failingNode(node: TreeNode, failure: Explanation, t: Translate): TreeNode {
  const { sentence, wayOut } = failure;
  return {
    ...node,
    description: [node.description, t('the last try failed')].join(' · '),
    tooltip: [node.tooltip, sentence, wayOutText(wayOut, t)]
      .filter((text) => text !== '')
      .join('\n'),
    tone: node.tone === 'error' ? 'error' : 'warning',
  };
}

/** Instead of the certificates, where they cannot be read: what helps, by a click; above stands why. */
export function unreadNodes(explanation: Explanation, t: Translate): readonly TreeNode[] {
  const { text, buttons } = wayOutOf(explanation, t);
  const doctor = { label: t('Run Doctor'), command: 'weborcaCert.doctor' } as const;
  const others = buttons.filter(({ command }) => command !== doctor.command);
  return [...others, doctor].map(({ label, command }) =>
    row({
      // No certificate can be kept under this name.
      id: `/${command}`,
      name: '',
      label,
      tooltip: text,
      icon: command === doctor.command ? 'pulse' : 'arrow-right',
      contextValue: 'way-out',
      does: command,
    }),
  );
}

/** The first row below a certificate: what failed, why, and what to do. Its click runs the doctor. */
export function failureNode(
  { name }: CertificateStatus,
  { at, failure }: { readonly at: Date; readonly failure: Explanation },
  language: Language,
  t: Translate,
): TreeNode {
  const { sentence, wayOut } = failure;
  return row({
    id: `${name}/failure`,
    name,
    label: t('Last failure'),
    description: sentence,
    tooltip: [formatTime(at, language), sentence, wayOutText(wayOut, t)]
      .filter((text) => text !== '')
      .join('\n'),
    icon: 'error',
    tone: 'error',
    contextValue: 'failure',
  });
}
