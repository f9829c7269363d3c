import type * as v from 'valibot';
import { kinds } from './kinds.ts';

/** Every kind's schema, for the configuration's generated JSON schema and its checks. */
export const consumerSchemas: readonly v.GenericSchema[] = [...kinds.values()].map(
  ({ schema }) => schema,
);
