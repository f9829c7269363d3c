import type { Effects } from '../effects.ts';
import type { Secret } from '../secret.ts';
import type { Finding } from '../findings/findings.ts';
import { withTexts } from './texts.ts';

/** Shorter ones would blank out half of a report, and be found by counting the gaps. */
const shortest = 8;

/**
 * Makes a report safe to paste: the home folder, which often is a person's name, becomes `~`; a
 * password that strayed into a fact becomes its mask. Pure.
 */
export function redact(
  findings: readonly Finding[],
  { homeDir, platform }: Pick<Effects, 'homeDir' | 'platform'>,
  secrets: readonly Secret[],
): readonly Finding[] {
  const values = secrets.map((secret) => [secret.reveal(), String(secret)] as const);
  const masks = values.filter(([value]) => value.length >= shortest);
  const home = homeDir.replace(/[\\/]+$/, '');
  const clean = (text: string): string => {
    const masked = masks.reduce((now, [value, mask]) => now.replaceAll(value, mask), text);
    return home.length > 1 ? withTilde(masked, home, platform === 'win32') : masked;
  };
  return findings.map((finding) => withTexts(finding, clean));
}

function withTilde(text: string, home: string, windows: boolean): string {
  const plain = home.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  // Windows writes one path with either slash.
  const pattern = windows ? plain.replaceAll(/\\\\|\\\//g, String.raw`[\\/]`) : plain;
  return text.replaceAll(
    new RegExp(String.raw`${pattern}(?=[\\/]|$|[^\p{L}\p{N}._-])`, windows ? 'giu' : 'gu'),
    '~',
  );
}
