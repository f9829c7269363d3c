import { WeborcaError } from '../errors.ts';
import type { Envelope } from './envelope.ts';
import type { Budget } from './limits.ts';
import { checkMac } from './mac.ts';
import { derivationsOf, type OpenedPart, openParts } from './parts.ts';
import {
  otherSpellings,
  type PasswordCandidate,
  passwordCandidates,
  type PasswordForm,
  passwordForm,
} from './password.ts';
import { damaged } from './problems.ts';
import type { MacScheme } from './scheme.ts';
import type { OpeningNote } from './types.ts';

export interface Unlocked {
  readonly parts: readonly OpenedPart[];
  /** The text that opened it: what was given, perhaps without a line end. */
  readonly password: string;
  readonly notes: readonly OpeningNote[];
}

/**
 * Finds the reading of the password under which the file opens, and opens it.
 *
 * The MAC decides. If it is wrong although an encrypted part opens, the password is right and the
 * file was changed: `pkcs12-damaged`. If it is right and a part does not open, the producer used
 * another encoding there. Without a MAC the parts decide.
 */
export async function unlock(
  envelope: Envelope,
  password: string,
  budget: Budget,
): Promise<Unlocked> {
  const { mac } = envelope;
  const found =
    mac === null
      ? await unlockByParts(envelope, password, budget)
      : await unlockByMac(envelope, mac, password, budget);
  if (found !== null) return found;
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
  const [first, ...others] = passwordCandidates(password);
  budget.require([mac.derivation, ...derivationsOf(envelope)]);
  // All at once: no derivation needs the result of another.
  const [macIsRight, parts] = await Promise.all([
    checkMac(mac, envelope.authenticated, first, budget),
    openParts(envelope, first, budget),
  ]);
  if (macIsRight) return finish(envelope, first, parts, budget);
  if (parts?.some(({ wasEncrypted }) => wasEncrypted) === true) throw damaged('MAC');
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
  for (const candidate of passwordCandidates(password)) {
    if (candidate.note !== null && !budget.affords(derivations)) return null;
    const parts = await openParts(envelope, candidate, budget);
    if (parts !== null) return unlocked(candidate, parts, candidate.note);
  }
  return null;
}

/** After the MAC was right: the parts under the same encoding, or under another one. */
async function finish(
  envelope: Envelope,
  candidate: PasswordCandidate,
  parts: readonly OpenedPart[] | null,
  budget: Budget,
): Promise<Unlocked> {
  if (parts !== null) return unlocked(candidate, parts, candidate.note);
  for (const spelling of otherSpellings(candidate.text)) {
    const opened = await openParts(envelope, spelling, budget);
    if (opened !== null) return unlocked(candidate, opened, spelling.note);
  }
  throw damaged('encrypted part');
}

function unlocked(
  { text }: PasswordCandidate,
  parts: readonly OpenedPart[],
  note: OpeningNote | null,
): Unlocked {
  return { parts, password: text, notes: note === null ? [] : [note] };
}

async function isRight(
  { mac, authenticated, ...rest }: Envelope,
  form: PasswordForm,
  budget: Budget,
): Promise<boolean> {
  if (mac === null) return (await openParts(rest, form, budget)) !== null;
  return budget.affords([mac.derivation]) && checkMac(mac, authenticated, form, budget);
}
