import { EVENT_EXAMPLES } from '@/lib/domain/interaction/event-examples';
import { interactionEventSchema } from '@/lib/domain/interaction/interaction';
import { listInteractions } from '@/lib/services/interactions/queries';
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
  summary:
    'Reports an event of an interaction. Responds once it is stored. Repeating an event has no effect. Facts that can’t be used are left out and named.',
  tag: 'Interactions',
  access: { apiScope: 'interactions.write' },
  bodyLimit: 256_000,
  body: interactionEventSchema,
  isParsedByVerb: true,
  examples: Object.fromEntries(
    Object.entries(EVENT_EXAMPLES).map(([name, { summary, event, answer }]) => [
      name,
      { summary, body: event, answer: { id: '0193a1f0-0000-7000-8000-000000000001', isRepeat: false, ...answer } },
    ]),
  ),
  isDirect: true,
  response: receivedInteractionSchema,
  status: 202,
  handle: async ({ ctx, sent, afterAnswer }) => {
    const { interactionId, isRepeat, ignored, unknownAgents } = await receiveInteraction(ctx, sent, afterAnswer);
    const answer = { id: interactionId, isRepeat, ignored, unknownAgents };
    return isRepeat ? Response.json(answer, { status: 200 }) : answer;
  },
});
