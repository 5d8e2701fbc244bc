import type { Replay } from './replay';
import { isClosed } from './state';

/** What an event changes for the product. */
export type InteractionEffect =
  /** It rings at somebody it did not ring at before. */
  | 'presented'
  /** Somebody answered. */
  | 'accepted'
  /** It ended and can be assigned. */
  | 'closed'
  /** It had ended and an event added facts, so what was logged is updated. */
  | 'amended'
  | 'none';

export function effectOf(before: Replay | null, after: Replay): InteractionEffect {
  const wasClosed = before !== null && isClosed(before.state);
  if (isClosed(after.state)) {
    if (!wasClosed) return 'closed';
    return JSON.stringify(before) === JSON.stringify(after) ? 'none' : 'amended';
  }
  const phases = new Map(before?.participations.map(({ agent, phase }) => [agent, phase]));
  const isNew = (wanted: 'ringing' | 'talking') =>
    after.participations.some(({ agent, phase }) => phase === wanted && phases.get(agent) !== wanted);
  if (isNew('talking')) return 'accepted';
  return isNew('ringing') ? 'presented' : 'none';
}
