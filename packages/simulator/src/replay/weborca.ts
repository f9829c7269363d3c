import type { InBetween } from '../service/listener.ts';
import { replyLike } from './answers.ts';
import type { Replay } from './replay.ts';

/** WebORCA as it was recorded, to every client: who was turned away is in the record as well. */
export function replayedWeborca(replay: Replay): InBetween {
  return {
    stands: () => true,
    answer() {
      const seen = replay.next('verification');
      if (seen === null) return { kind: 'cut' };
      const now = new Date();
      return replyLike(seen, { now, giantBytes: 1_048_576, elsewhere: 'https://localhost/' });
    },
  };
}
