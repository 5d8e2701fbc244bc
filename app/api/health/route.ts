import { healthSchema } from '@/lib/domain/answers/health';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/health',
  summary: 'Reports that the web process is running, without checking the database.',
  tag: 'Health',
  access: { public: true },
  answersHead: true,
  response: healthSchema,
  handle: async () => ({ status: 'ok' as const }),
});
