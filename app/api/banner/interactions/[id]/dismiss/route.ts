import { idParamsSchema } from '@/lib/domain/base/api';
import { dismissInteraction } from '@/lib/services/interactions/dismiss-interaction';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/banner/interactions/{id}/dismiss',
  summary: 'Dismisses an open interaction until its next event.',
  tag: 'Banner',
  access: { signedIn: true },
  params: idParamsSchema,
  handle: ({ ctx, params }) => dismissInteraction(ctx, { interactionId: params.id }),
});
