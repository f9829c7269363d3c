// A process of its own: it ends by itself only if `stop` leaves nothing open.
import { startSimulator } from '../../src/start.ts';
import { fieldsOf, get, post } from './call.ts';
import { firstClient } from './first-client.ts';

const simulator = await startSimulator({ keys: 'pool', algorithm: 'p-256', slowMs: 600_000 });
const identity = firstClient(simulator);
const { uri } = fieldsOf(await post(simulator, identity));
simulator.arm('get-slow');
const waiting = get(uri, simulator.ca, identity).catch(() => null);
await get(simulator.weborca, simulator.ca, identity);
await simulator.stop();
await waiting;
process.stdout.write('stopped\n');
