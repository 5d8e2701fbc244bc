import { after } from 'next/server';
import { interactionEventSchema } from '@/lib/domain/interaction/interaction';
import { listInteractions } from '@/lib/services/interactions/queries';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { receiveInteraction } from '@/lib/services/interactions/receive-interaction';
import { defineRoute } from '@/lib/web/route';
import {
  interactionFilterSchema,
  interactionListSchema,
  receivedInteractionSchema,
} from '@/lib/domain/answers/interaction';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/interactions',
  summary: 'Lists interactions, newest first, 50 per page, with what was logged in each CRM.',
  tag: 'Interactions',
  access: { permission: 'interactions.access', apiScope: 'interactions.read' },
  query: interactionFilterSchema,
  response: interactionListSchema,
  handle: ({ ctx, query }) => listInteractions(ctx, query),
});

export const POST = defineRoute({
  method: 'POST',
  path: '/api/interactions',
  summary: 'Reports an event of an interaction. Responds once it is stored. Repeating an event has no effect.',
  tag: 'Interactions',
  access: { apiScope: 'interactions.write' },
  body: interactionEventSchema,
  response: receivedInteractionSchema,
  status: 202,
  handle: async ({ ctx, body }) => {
    const { interactionId, isRepeat, effect } = await receiveInteraction(ctx, body);
    // The phone system doesn't wait for the CRM. If this process dies, the Banner asks for the search again.
    if (effect === 'presented' || effect === 'accepted') {
      after(() =>
        runScreenPop(ctx, { interactionId, moment: effect }).catch((error: unknown) => {
          ctx.log.error({ err: error, interactionId }, 'a screen pop failed');
        }),
      );
    }
    const answer = { id: interactionId, isRepeat };
    return isRepeat ? Response.json(answer, { status: 200 }) : answer;
  },
});
