// A process that adds certificates to a configuration: `node edit-child.ts HOME PREFIX COUNT`.
import { addCertificateEntry } from '../../src/configuration/edit.ts';
import { findPlaces } from '../../src/configuration/places.ts';
import { configurationEffects } from './configuration-effects.ts';

const [homeDir = '', prefix = '', count = '0'] = process.argv.slice(2);
const effects = configurationEffects(homeDir);
const places = findPlaces({ env: {}, platform: 'linux', homeDir, cwd: '/' });
for (let index = 0; index < Number(count); index += 1) {
  await addCertificateEntry({ effects, places }, `${prefix}${index}`, { service: 'demo' });
}
