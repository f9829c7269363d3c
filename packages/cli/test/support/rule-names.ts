// Apart from what starts a service: the test command asks for these before anything is built.
import { serviceRules } from '../../../simulator/src/rules/catalogue.ts';

/** Each way in which the service may be other than it is assumed to be, as `NAME=VALUE`. */
export const otherRules: readonly string[] = serviceRules.flatMap(({ name, values }) =>
  values.slice(1).map((value) => `${name}=${value}`),
);
