import { choice, flag, text, texts, wholeNumber } from '../arguments/fields.ts';
import { command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { runSimulator } from '../simulator.ts';

export const simulate = command({
  name: 'simulate',
  takes: {
    dir: text('dir', 'D'),
    port: wholeNumber('port', 'N', { min: 0, max: 65_535, otherwise: 0 }),
    daysLeft: wholeNumber('days-left', 'N', { min: -3650, max: 3650, otherwise: 45 }),
    clients: wholeNumber('clients', 'N', { min: 0, max: 100_000, otherwise: 1 }),
    keys: choice('keys', ['fresh', 'pool'], 'fresh'),
    p12: choice('p12', ['modern', 'old'], 'modern'),
    faults: texts('fault', 'NAME[:COUNT]'),
    listFaults: flag('list-faults'),
    replay: text('replay', 'DIR'),
    serviceRules: texts('service-rule', 'NAME=VALUE'),
    listServiceRules: flag('list-service-rules'),
    requestLog: text('request-log', 'FILE'),
  },
  async run({ listFaults, listServiceRules, ...options }, session) {
    if (!listFaults && !listServiceRules) return runSimulator(options, session);
    const { faultNames, serviceRuleChoices } = await import('@weborca-cert/simulator');
    const json = listFaults ? { faults: faultNames } : { serviceRules: serviceRuleChoices };
    const names = listFaults ? faultNames : serviceRuleChoices;
    return { exitCode: exitCodes.done, json, text: names.join('\n') };
  },
});
