import { idParamsSchema } from '@/lib/domain/base/api';
import { startedTestSchema } from '@/lib/domain/answers/sso-connector';
import { testConnector } from '@/lib/services/sso-sign-in/test-connector';
import { defineRoute } from '@/lib/web/route';
import { startedTest } from '@/lib/web/started-test';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/sso/connectors/{id}/test',
  summary:
    'Starts a test sign-in: returns the URL of the provider and binds the test to this browser. Nobody is signed in by it.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.modify' },
  params: idParamsSchema,
  response: startedTestSchema,
  handle: async ({ ctx, params, request }) => startedTest(request, await testConnector(ctx, params)),
});
