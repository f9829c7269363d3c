import type { CertificateStatus } from '@weborca-cert/core';
import * as vscode from 'vscode';
import { pickItems } from '../model/pick-items.ts';
import type { Certificates } from './certificates.ts';
import { language, t } from './l10n.ts';
import type { Services } from './services.ts';

/**
 * The certificate a command is about: the one it was called on (tree, link), the only one there
 * is, or the one that is picked. Undefined: none, or called off.
 *
 * @throws WeborcaError when the certificates cannot be read.
 */
export async function pickCertificate(
  certificates: Certificates,
  asked: unknown,
  placeholder: string,
): Promise<CertificateStatus | undefined> {
  // Asked anew: a question never quotes what another program has changed since.
  const snapshot = await certificates.catchUp();
  if (snapshot.kind === 'failed') throw snapshot.error;
  if (snapshot.kind !== 'ready') return undefined;
  const all = snapshot.certificates;
  const name = nameOf(asked);
  if (name !== null) return all.find((certificate) => certificate.name === name);
  if (all.length === 0) {
    await vscode.window.showInformationMessage(t('No WebORCA certificate is registered yet'));
    return undefined;
  }
  if (all.length === 1) return all[0];
  const picked = await vscode.window.showQuickPick(
    pickItems(all, language(), t).map((item) => Object.assign({}, item)),
    { placeHolder: placeholder, matchOnDescription: true, matchOnDetail: true },
  );
  return all.find((certificate) => certificate.name === picked?.name);
}

/**
 * For a question in the midst of others. The one before it gives the focus back when it is gone, which
 * may be after the next has opened: that would close it, and the whole way would end without a word.
 */
export const staysOpen = { ignoreFocusOut: true } as const;

/** Commands are called with a name (links, tests) or a tree item that has one. */
function nameOf(asked: unknown): string | null {
  if (typeof asked === 'string') return asked;
  if (typeof asked === 'object' && asked !== null && 'name' in asked) {
    return typeof asked.name === 'string' ? asked.name : null;
  }
  return null;
}

/**
 * A name for a certificate that no other has, `value` to begin with; undefined when called off.
 *
 * @param own the name that it has so far
 */
export async function askName(
  { core, certificates }: Pick<Services, 'core' | 'certificates'>,
  {
    title,
    value,
    own = null,
  }: { readonly title: string; readonly value: string; readonly own?: string | null },
): Promise<string | undefined> {
  const snapshot = certificates.snapshot();
  const names = snapshot.kind === 'ready' ? snapshot.certificates.map(({ name }) => name) : [];
  const known = names.filter((name) => name !== own);
  const answer = await vscode.window.showInputBox({
    title,
    value,
    prompt: t('For example the name of the clinic. It is shown in lists and notifications.'),
    ...staysOpen,
    validateInput: async (text) => core.nameTrouble(text.trim(), known),
  });
  return answer?.trim();
}
