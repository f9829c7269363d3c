import { daysLeft } from '../certificate/state.ts';
import type { Context, NamedFacts, RenewalResult } from '../context.ts';
import { hasCode } from '../errors.ts';
import { readCurrent } from '../store/current.ts';
import { storeOf } from '../store/store.ts';
import type { PassedOver } from '../words/passed-over.ts';
import { passwordsBeside } from './passwords-beside.ts';
import { receiveFound } from './receive.ts';
import {
  allRegistered,
  findRecipient,
  type ReceiveRequest,
  type Recipient,
  type Registered,
} from './recipient.ts';

/** One of several files, opened, with whose it is. */
export interface BroughtFile {
  readonly file: string;
  /** The certificate that it follows. */
  readonly name: string;
  readonly facts: NamedFacts;
  readonly recipient: Recipient;
}

/** For all of them alike. */
export type BringOptions = Pick<ReceiveRequest, 'acceptIssuer'>;

/** What became of one file. */
export interface ReceivedFile {
  readonly brought: BroughtFile;
  /** Null: it was passed over. */
  readonly result: RenewalResult | null;
  readonly passedOver: PassedOver | null;
}

/**
 * Reads once what any of many files may belong to; the function then opens one of them and says whose
 * it is. Nothing is changed. Passwords are looked for in the file, then beside it as `findSeveral`
 * does, then asked for.
 *
 * @throws WeborcaError `nothing-under-care`; the function: as `receive`
 */
export async function bring(
  context: Context,
  first: string,
  options: BringOptions,
): Promise<(file: string, password: ReceiveRequest['password']) => Promise<BroughtFile>> {
  const among = await allRegistered(context, first);
  return async (file, password) => {
    const request = { ...options, file, password, unasked: true };
    const recipient = await openedBeside(context, request, among);
    const { facts } = recipient.found.opened.identity.leaf;
    const named = { ...facts, daysLeft: daysLeft(facts, context.effects.now()) };
    return { file, name: recipient.certificate.name, facts: named, recipient };
  };
}

async function openedBeside(
  context: Context,
  request: ReceiveRequest,
  among: Registered,
): Promise<Recipient> {
  const { passwords } = await passwordsBeside(context, request.file);
  for (const password of [null, ...passwords]) {
    try {
      return await findRecipient(context, { ...request, password: async () => password }, among);
    } catch (error) {
      if (!hasCode(error, 'password-wrong') && !hasCode(error, 'password-missing')) throw error;
    }
  }
  return findRecipient(context, request, among);
}

/**
 * Takes in the latest of each certificate, whatever order they came in; the others of it are passed
 * over: what is in use already, last year's, and the second download.
 *
 * @example
 * const look = await bring(context, files[0], {});
 * const brought = [await look(files[0], password), await look(files[1], password)];
 * for await (const { brought: { file }, passedOver } of receiveBrought(context, brought, {})) …
 */
export async function* receiveBrought(
  context: Context,
  all: readonly BroughtFile[],
  options: BringOptions,
): AsyncGenerator<ReceivedFile> {
  const latest = new Map<string, BroughtFile>();
  for (const one of all) {
    const known = latest.get(one.name);
    if (known === undefined || known.facts.notAfter < one.facts.notAfter) latest.set(one.name, one);
  }
  for (const brought of all) {
    const best = latest.get(brought.name);
    if (best !== undefined && best !== brought) {
      const same = best.facts.fingerprintSha256 === brought.facts.fingerprintSha256;
      yield { brought, result: null, passedOver: same ? 'twice' : 'earlier' };
      continue;
    }
    context.signal.throwIfAborted();
    const known = await knownAlready(context, brought);
    if (known !== null) yield { brought, result: null, passedOver: known };
    else {
      const result = await receiveFound(context, brought.recipient, options);
      yield { brought, result, passedOver: null };
    }
  }
}

async function knownAlready(
  context: Context,
  { name, facts }: BroughtFile,
): Promise<PassedOver | null> {
  const inUse = (await readCurrent(storeOf(context), name))?.manifest.facts;
  if (inUse === undefined || facts.notAfter > inUse.notAfter) return null;
  return inUse.fingerprintSha256 === facts.fingerprintSha256 ? 'in-use' : 'earlier';
}
