import type { Kind } from './kind.ts';
import { claimReceiver } from './kinds/claim-receiver.ts';
import { command } from './kinds/command.ts';
import { envFile } from './kinds/env-file.ts';
import { keychain } from './kinds/keychain.ts';
import { kubernetesSecret } from './kinds/kubernetes-secret.ts';
import { manual } from './kinds/manual.ts';
import { monsiaj } from './kinds/monsiaj.ts';
import { nss } from './kinds/nss.ts';
import { onshi } from './kinds/onshi.ts';
import { passwordFile } from './kinds/password-file.ts';
import { pem } from './kinds/pem.ts';
import { pkcs12 } from './kinds/pkcs12.ts';
import { pushExchanger } from './kinds/push-exchanger.ts';
import { receiptViewer } from './kinds/receipt-viewer.ts';
import { windowsStore } from './kinds/windows-store.ts';

/** Every kind by the name the configuration knows it by. */
export const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['pkcs12', pkcs12],
  ['password-file', passwordFile],
  ['pem', pem],
  ['push-exchanger', pushExchanger],
  ['onshi', onshi],
  ['claim-receiver', claimReceiver],
  ['receipt-viewer', receiptViewer],
  ['monsiaj', monsiaj],
  ['env-file', envFile],
  ['nss', nss],
  ['windows-store', windowsStore],
  ['keychain', keychain],
  ['kubernetes-secret', kubernetesSecret],
  ['manual', manual],
  ['command', command],
]);
