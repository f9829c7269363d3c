import { basenameOf } from './paths.ts';

/**
 * What a certificate may be called, from its file's name: `青葉台内科 (1).p12` is 青葉台内科. A
 * proposal only; whether it can be a name is core's to say.
 */
export function nameFromFile(file: string): string {
  const stem = basenameOf(file).replace(/\.[a-z0-9]{1,4}$/i, '');
  return stem
    .normalize('NFC')
    .replace(/\s*[(（]\d+[)）]$/u, '')
    .replaceAll(/[^\p{L}\p{N}\p{M}._-]+/gu, '-')
    .replaceAll(/^[^\p{L}\p{N}]+|[.-]+$/gu, '');
}
