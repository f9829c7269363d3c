import type { Translate } from './translate.ts';

/** What is said around the program of this system that imports a certificate. */
export interface ImportTexts {
  readonly title: string;
  /** Beforehand: what it will ask for. */
  readonly detail: string;
  /** While it is open. */
  readonly open: string;
}

/**
 * Null: nothing opens that asks a person; on Linux the browser's database is filled directly. From
 * WSL it is the wizard of Windows.
 */
export function importTexts(
  platform: NodeJS.Platform,
  fromWsl: boolean,
  commonName: string,
  t: Translate,
): ImportTexts | null {
  if (platform === 'darwin') {
    return {
      title: t('Import {0} with Keychain Access', commonName),
      detail: t(
        'Keychain Access opens and asks for the password of the certificate. Keep the keychain "login".',
      ),
      open: t('Keychain Access is open.'),
    };
  }
  if (platform === 'linux' && !fromWsl) return null;
  return {
    title: t('Import {0} with the wizard of this computer', commonName),
    detail: t(
      'The wizard asks for the password of the certificate. Leave everything else as it is and click Next, then Finish.',
    ),
    open: t('The import wizard is open.'),
  };
}
