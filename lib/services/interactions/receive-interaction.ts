import { cutText } from '@/lib/domain/base/cut-text';
import { interactionEventSchema, MAX_BODY } from '@/lib/domain/interaction/interaction';
import type { InteractionEffect } from '@/lib/domain/interaction/effect';
import { completeEvent, keepUsableFacts, type IgnoredFact } from '@/lib/domain/interaction/usable-facts';
import type { Moment } from '@/lib/domain/screen-pop/scenario';
import { textOfHtml } from '@/lib/platform/text-of-html';
import { parseInput, requireApiScope, statementsOf, type Ctx } from '../context';
import { runScreenPop } from '../screen-pop/run-screen-pop';
import { verbPolicy } from '../verb-policy';
import { storeEvent } from './store-event';

const POLICY = verbPolicy({
  verb: 'interactions/receive-interaction',
  access: 'API key',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'anything',
});

export interface Received {
  interactionId: string;
  /** The event is a repeat; nothing was done. */
  isRepeat: boolean;
  effect: InteractionEffect;
  /** Facts that could not be used. */
  ignored: IgnoredFact[];
  /** Agents of the interaction who are no active users. */
  unknownAgents: string[];
}

/**
 * Stores an event reported by a phone system, mailbox or messaging platform and returns at once. Whatever state the CRM
 * is in, the agents see the interaction immediately and nothing is lost. `input` is the event as it was sent: what can't be
 * used of it is left out, and answered.
 *
 * `afterAnswer` is given the screen pop, to run once the sender has its answer: a phone system doesn't wait for the CRM. If
 * the process dies before, the Banner asks for the search again. Without it no screen pop runs.
 */
export async function receiveInteraction(
  ctx: Ctx,
  input: unknown,
  afterAnswer?: (screenPop: () => Promise<void>) => void,
): Promise<Received> {
  const { apiKeyId } = requireApiScope(ctx, 'interactions.write');
  const { report, named, ignored } = keepUsableFacts(input);
  const { bodyHtml, ...parsed } = parseInput(interactionEventSchema, report);
  const body = parsed.body ?? (bodyHtml === undefined ? '' : cutText(textOfHtml(bodyHtml), MAX_BODY).trim());
  if (bodyHtml !== undefined && body === '') ignored.push({ field: 'bodyHtml', reason: 'empty' });
  const event = completeEvent(body === '' ? parsed : { ...parsed, body }, named, ctx.now());
  const isTimed = parsed.at !== undefined;
  const { row, moments, ...decided } = await storeEvent(ctx, statementsOf(ctx, POLICY), {
    apiKeyId,
    event,
    ignored,
    isTimed,
  });
  const { interactionId } = decided;
  if (moments.length > 0) afterAnswer?.(() => runQuietly(ctx, { interactionId, moments }));
  return { ...decided, isRepeat: row === null };
}

async function runQuietly(ctx: Ctx, pop: { interactionId: string; moments: Moment[] }): Promise<void> {
  const { interactionId, moments } = pop;
  try {
    for (const moment of moments) await runScreenPop(ctx, { interactionId, moment });
  } catch (error) {
    ctx.log.error({ err: error, interactionId }, 'a screen pop failed');
  }
}
