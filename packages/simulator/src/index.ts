export {
  type Authority,
  type AuthorityOptions,
  type ClientRequest,
  createAuthority,
  type ServerIdentity,
} from './authority/authority.ts';
export type { Profile } from './authority/extensions.ts';
export {
  freshKeys,
  type KeyAlgorithm,
  type KeyPair,
  type KeySource,
  pooledKeys,
} from './authority/keys.ts';
export { endingIn, issuedAt, type Lifetime } from './authority/lifetime.ts';
export { encodeName, type SubjectName } from './authority/names.ts';
export { issueVariant, type Original, type Variant, variants } from './authority/variants.ts';
export {
  type ArmedFault,
  type Fault,
  type FaultName,
  faultNames,
  type FaultOn,
  faults,
  isFaultName,
  parseFault,
} from './faults/catalogue.ts';
export type { ClientMaterial } from './files/client.ts';
export type { SimulatedClient } from './files/write.ts';
export { parseServiceRule, serviceRuleChoices, type ServiceRules } from './rules/catalogue.ts';
export type { UriLife } from './service/api.ts';
export type { Issuance } from './service/issuance.ts';
export type { Refusal } from './service/listener.ts';
export type {
  ClientRecord,
  ConnectionRecord,
  ListenerName,
  RequestRecord,
} from './service/records.ts';
export type { Pkcs12Style } from './service/seal.ts';
export type { WeborcaRefusal } from './service/weborca.ts';
export {
  describeSimulator,
  type Simulator,
  type SimulatorDescription,
  type SimulatorOptions,
} from './simulator.ts';
export { startSimulator } from './start.ts';
