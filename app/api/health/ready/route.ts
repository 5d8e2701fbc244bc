import { readinessSchema } from '@/lib/domain/answers/health';
import { unrecorded } from '@/lib/services/context';
import { checkReadiness } from '@/lib/services/health/check-readiness';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/health/ready',
  summary: 'Reports whether the database, migrations and encryption keys are ready. Responds 503 if not.',
  tag: 'Health',
  access: { public: true },
  answersHead: true,
  response: readinessSchema,
  handle: async ({ ctx }) => {
    const readiness = await checkReadiness({ db: unrecorded(ctx, 'bookkeeping'), sealer: ctx.sealer });
    return readiness.status === 'ok' ? readiness : Response.json(readinessSchema.parse(readiness), { status: 503 });
  },
});
