import { z } from 'zod';
import type { Effect } from '../contract';
import type { Store } from '../kernel/store';

const startedSchema = z.object({ sessionId: z.string(), userId: z.number() });
const endedSchema = z.object({ sessionId: z.string() });

/** Browser sessions of the sandbox's own pages. */
export class SessionStore implements Store {
  readonly prefix = 'session.';
  #userIds = new Map<string, number>();

  userId(sessionId: string): number | null {
    return this.#userIds.get(sessionId) ?? null;
  }

  apply(effect: Effect): void {
    if (effect.type === 'session.started') {
      const { sessionId, userId } = startedSchema.parse(effect.data);
      this.#userIds.set(sessionId, userId);
    }
    if (effect.type === 'session.ended') this.#userIds.delete(endedSchema.parse(effect.data).sessionId);
  }

  reset(): void {
    this.#userIds.clear();
  }

  compact(): Effect[] {
    return [...this.#userIds].map(([sessionId, userId]) => ({
      type: 'session.started',
      at: 0,
      portalId: null,
      data: { sessionId, userId },
    }));
  }
}
