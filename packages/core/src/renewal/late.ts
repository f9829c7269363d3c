import type { End } from './result.ts';
import { finishOpen } from './resume.ts';
import type { OpenedVersion, Session } from './session.ts';
import { countRight } from './settle.ts';

/**
 * Answers that came after their request had been given up: its owner slept with the answer under
 * way, another one took the work over, and waited in vain. What was issued is fetched all the same,
 * before another request is thought of. It comes into use if it is the latest; else it is kept as a
 * version. Called when no journal is open. Null: nothing came into use.
 */
export async function finishLate(session: Session, inUse: OpenedVersion): Promise<End | null> {
  const { history, journal } = session;
  for (const { id, answer } of await journal.lateAnswers()) {
    if (answer.kind === 'nothing') {
      await countRight(session, answer);
      await journal.dropAnswer(id);
      continue;
    }
    const requestedAt = answer.request.at.toISOString();
    await journal.takeUp({ ...answer.request, answer: id });
    await history.remember('answered-late', { requestedAt });
    const end = await finishOpen(session, inUse, await journal.read());
    if (end !== null) return end;
  }
  return null;
}
