import type { Language } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import { daysLeft } from '@weborca-cert/core/thresholds';
import { daysText } from './dates.ts';
import { isCertificateVerdict, type CertificateVerdict, type Verdict } from './file-verdict.ts';
import { basenameOf } from './paths.ts';
import { withoutIcons } from './snapshot.ts';
import type { Translate } from './translate.ts';
import { row, type TreeNode } from './tree.ts';

/** What a verdict is called where there is room for a word or two. */
export function verdictWord(verdict: Verdict, now: Date, t: Translate): string {
  if (verdict.kind === 'missing') return t('no such file');
  if (verdict.kind === 'elsewhere') return t('not on this computer');
  if (verdict.kind === 'untold') return t('cannot be told just now');
  if (!isCertificateVerdict(verdict)) return t('not registered');
  if (verdict.kind === 'superseded') return t('earlier version');
  if (verdict.kind === 'expired') return t('expired');
  return daysText(daysLeft(verdict, now), t);
}

/** `client001 · 青葉台内科 · 45 days`, above a line that names the file. */
export function lensText(verdict: CertificateVerdict, now: Date, t: Translate): string {
  const { commonName, name } = verdict;
  const called = name === null || name === commonName ? [] : [name];
  return [withoutIcons(commonName), ...called, verdictWord(verdict, now, t)].join(' · ');
}

const faces: Readonly<Record<Verdict['kind'], Pick<TreeNode, 'icon' | 'tone'>>> = {
  expired: { icon: 'error', tone: 'error' },
  superseded: { icon: 'arrow-swap', tone: 'warning' },
  expiring: { icon: 'bell', tone: 'attention' },
  missing: { icon: 'question', tone: 'attention' },
  fine: { icon: 'shield', tone: 'calm' },
  unknown: { icon: 'file', tone: 'none' },
  untold: { icon: 'file', tone: 'none' },
  elsewhere: { icon: 'dash', tone: 'none' },
};

const ranks = Object.keys(faces);

/** What is most urgent first. */
export function rankOf({ kind }: Verdict): number {
  return ranks.indexOf(kind);
}

/** A line of a settings file, as the view of the project is told of it. */
export interface NamingLine {
  /** Of the file that it stands in, unique. */
  readonly file: string;
  readonly line: number;
  readonly written: string;
  readonly verdict: Verdict;
}

/** Names lead, as everywhere; of a stranger its CN, and of what is not known what stands there. */
export function lineNode(
  { file, line, written, verdict }: NamingLine,
  now: Date,
  language: Language,
  t: Translate,
): TreeNode {
  const about = isCertificateVerdict(verdict) ? verdict : null;
  const name = about?.name ?? '';
  const label = about === null ? written : withoutIcons(about.name ?? about.commonName);
  const word = verdictWord(verdict, now, t);
  return row({
    id: `${file}#${line}#${written}`,
    name,
    label,
    description: [word, ...(about === null ? [] : [basenameOf(written)])].join(' · '),
    tooltip: [
      t('Line {0}: {1}', line + 1, written),
      ...(about === null ? [word] : [`${about.commonName} · ${until(about, language, t)}`]),
    ].join('\n'),
    ...faces[verdict.kind],
    contextValue: name === '' ? 'line' : 'line.known',
  });
}

function until({ notAfter }: CertificateVerdict, language: Language, t: Translate): string {
  return t('until {0}', formatLastDay(notAfter, language));
}
