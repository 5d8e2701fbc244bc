import { z } from 'zod';
import { idParamsSchema } from '@/lib/domain/base/api';
import { momentSchema } from '@/lib/domain/screen-pop/scenario';
import { runScreenPop } from '@/lib/services/screen-pop/run-screen-pop';
import { readOwnInteraction } from '@/lib/services/interactions/list-own-interactions';
import { defineRoute } from '@/lib/web/route';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/banner/interactions/{id}/pop',
  summary: 'Runs the screen pop again, or for the first time if its trigger is a search by the agent.',
  tag: 'Banner',
  access: { signedIn: true },
  limit: 'card-by-user',
  params: idParamsSchema,
  body: z.strictObject({ moment: momentSchema }),
  response: bannerInteractionSchema,
  handle: async ({ ctx, params, body }) => {
    // Read it first: agents may only ask for their own interactions.
    await readOwnInteraction(ctx, { id: params.id });
    await runScreenPop(ctx, { interactionId: params.id, moment: body.moment });
    return readOwnInteraction(ctx, { id: params.id });
  },
});
