import { readinessSchema } from '@/lib/domain/answers/health';
import { readReadiness } from '@/lib/web/readiness';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/health/ready',
  summary:
    'Reports whether database, migrations, encryption keys, disk, notifications and workers are in order, and names each problem by a code. Responds 503 if this process can’t work.',
  tag: 'Health',
  access: { public: true },
  answersHead: true,
  response: readinessSchema,
  handle: async () => {
    const readiness = await readReadiness();
    return readiness.status === 'failed' ? Response.json(readinessSchema.parse(readiness), { status: 503 }) : readiness;
  },
});
