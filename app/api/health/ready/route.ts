import { z } from 'zod';
import { checkReadiness } from '@/lib/services/health/check-readiness';
import { defineRoute } from '@/lib/web/route';

const partSchema = z.enum(['ok', 'failed']);
const responseSchema = z.object({ status: partSchema, database: partSchema, migrations: partSchema, keys: partSchema });

export const GET = defineRoute({
  method: 'GET',
  path: '/api/health/ready',
  summary: 'Reports whether the database, migrations and encryption keys are ready. Responds 503 if not.',
  tag: 'Health',
  access: { public: true },
  response: responseSchema,
  handle: async ({ ctx }) => {
    const readiness = await checkReadiness(ctx);
    return readiness.status === 'ok' ? readiness : Response.json(responseSchema.parse(readiness), { status: 503 });
  },
});
