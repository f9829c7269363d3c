import { toolAnswer } from '../model/status-tool.ts';
import type { Certificates } from './certificates.ts';
import { isOn } from './settings.ts';

/**
 * What the language-model tool answers: nothing until it is switched on, because what it tells leaves
 * the machine; clinics' names are told by a setting of their own.
 */
export async function statusAnswer(certificates: Certificates): Promise<string> {
  if (!isOn('languageModelTool')) throw new Error('switched off (weborcaCert.languageModelTool)');
  const snapshot = await certificates.catchUp();
  return snapshot.kind === 'ready'
    ? toolAnswer(snapshot.certificates, { names: isOn('languageModelToolNames') })
    : '{"certificates":[]}';
}
