import { createHmac, timingSafeEqual } from 'node:crypto';
import { WeborcaError } from '../errors.ts';
import type { Secret } from '../secret.ts';
import type { Envelope } from './envelope.ts';
import { derive } from './kdf.ts';
import type { Budget } from './limits.ts';
import { derivationsOf, type OpenedPart, openLocked, openParts, whole } from './parts.ts';
import {
  otherSpellings,
  type PasswordCandidate,
  passwordForms,
  type PasswordForm,
  passwordForm,
} from './password.ts';
import { damaged, unsupported } from './problems.ts';
import type { MacScheme } from './scheme.ts';
import type { OpeningNote } from '../words/notes.ts';

export interface Unlocked {
  readonly parts: readonly OpenedPart[];
  /** The text that opened it: what was given, perhaps without a line end. */
  readonly password: string;
  /** A key opened under a password of its own. */
  readonly keyApart: boolean;
  readonly notes: readonly OpeningNote[];
}

export interface Unlocking {
  readonly password: string;
  /** Asked for only when a key has a password of its own; null: nobody knows it. */
  readonly keyPassword?: () => Promise<Secret | null>;
  readonly budget: Budget;
}

/**
 * Finds the reading of the password under which the file opens, and opens it.
 *
 * The MAC decides. If it is wrong although an encrypted part opens, the password is right and the
 * file was changed: `pkcs12-damaged`. If it is right and a part does not open, the producer used
 * another encoding there, or gave the key a password of its own. Without a MAC the parts decide.
 */
export async function unlock(envelope: Envelope, unlocking: Unlocking): Promise<Unlocked> {
  const { password, budget } = unlocking;
  const { mac } = envelope;
  const found =
    mac === null
      ? await unlockByParts(envelope, password, budget)
      : await unlockByMac(envelope, mac, password, budget);
  if (found !== null)
    return whole(found.parts) === null ? withOwnPasswords(found, unlocking) : found;
  const trimmed = password.trim();
  const fits = trimmed !== password && (await isRight(envelope, passwordForm(trimmed), budget));
  throw new WeborcaError('password-wrong', fits ? { fitsWithout: 'white-space' } : {});
}

async function unlockByMac(
  envelope: Envelope,
  mac: MacScheme,
  password: string,
  budget: Budget,
): Promise<Unlocked | null> {
  const [first, ...others] = passwordForms(password);
  budget.require([mac.derivation, ...derivationsOf(envelope)]);
  // All at once: no derivation needs the result of another.
  const [macIsRight, parts] = await Promise.all([
    checkMac(mac, envelope.authenticated, first, budget),
    openParts(envelope, first, budget),
  ]);
  if (macIsRight) return finish(envelope, first, parts, budget);
  if (whole(parts)?.some(({ wasEncrypted }) => wasEncrypted) === true) throw damaged('MAC');
  for (const candidate of others) {
    if (!budget.affords([mac.derivation])) return null;
    if (await checkMac(mac, envelope.authenticated, candidate, budget)) {
      return finish(envelope, candidate, await openParts(envelope, candidate, budget), budget);
    }
  }
  return null;
}

async function unlockByParts(
  envelope: Envelope,
  password: string,
  budget: Budget,
): Promise<Unlocked | null> {
  const derivations = derivationsOf(envelope);
  budget.require(derivations);
  let keyLocked: Unlocked | null = null;
  for (const candidate of passwordForms(password)) {
    if (candidate.note !== null && !budget.affords(derivations)) break;
    const parts = await openParts(envelope, candidate, budget);
    const complete = whole(parts);
    if (complete !== null) return unlocked(candidate, complete, candidate.note);
    // A safe that opens says as much as a MAC.
    if (parts !== null && parts.some(({ safeEncrypted }) => safeEncrypted)) {
      keyLocked ??= unlocked(candidate, parts, candidate.note);
    }
  }
  return keyLocked;
}

/** After the MAC was right: the parts under the same encoding, or under another one. */
async function finish(
  envelope: Envelope,
  candidate: PasswordCandidate,
  parts: readonly OpenedPart[] | null,
  budget: Budget,
): Promise<Unlocked> {
  const complete = whole(parts);
  if (complete !== null) return unlocked(candidate, complete, candidate.note);
  for (const spelling of otherSpellings(candidate.text)) {
    const opened = whole(await openParts(envelope, spelling, budget));
    if (opened !== null) return unlocked(candidate, opened, spelling.note);
  }
  if (parts === null) throw damaged('encrypted part');
  return unlocked(candidate, parts, candidate.note);
}

/**
 * The file is open, a key is not: Java's API gives each key a password of its own. One that stays
 * locked beside another that is open is left, and that is said.
 */
async function withOwnPasswords(
  found: Unlocked,
  { keyPassword, budget }: Unlocking,
): Promise<Unlocked> {
  const given = (await keyPassword?.()) ?? null;
  let { parts } = found;
  for (const candidate of given === null ? [] : passwordForms(given.reveal())) {
    if (whole(parts) === null) parts = await openLocked(parts, candidate, budget);
  }
  const keyApart = countLocked(parts) < countLocked(found.parts);
  if (!parts.some(({ bags }) => bags.some(({ kind }) => kind === 'key'))) {
    throw new WeborcaError('password-wrong', { of: given === null ? 'key' : 'key-given' });
  }
  const notes = whole(parts) === null ? [...found.notes, 'key-locked' as const] : found.notes;
  return { ...found, parts, keyApart, notes };
}

function countLocked(parts: readonly OpenedPart[]): number {
  return parts.reduce((sum, { locked }) => sum + locked.length, 0);
}

function unlocked(
  { text }: PasswordCandidate,
  parts: readonly OpenedPart[],
  note: OpeningNote | null,
): Unlocked {
  return { parts, password: text, keyApart: false, notes: note === null ? [] : [note] };
}

async function isRight(
  { mac, authenticated, ...rest }: Envelope,
  form: PasswordForm,
  budget: Budget,
): Promise<boolean> {
  if (mac === null) return whole(await openParts(rest, form, budget)) !== null;
  return budget.affords([mac.derivation]) && checkMac(mac, authenticated, form, budget);
}

/** Whether the file's MAC is right under this password. */
async function checkMac(
  mac: MacScheme,
  authenticated: Uint8Array,
  password: PasswordForm,
  budget: Budget,
): Promise<boolean> {
  budget.spend(mac.derivation);
  const key = await derive(mac.derivation, password);
  const actual = computeMac(mac, key, authenticated);
  return actual.length === mac.expected.length && timingSafeEqual(actual, mac.expected);
}

function computeMac(mac: MacScheme, key: Uint8Array, authenticated: Uint8Array): Uint8Array {
  try {
    return createHmac(mac.hash, key).update(authenticated).digest();
  } catch (cause) {
    throw unsupported(mac.label, cause);
  }
}
