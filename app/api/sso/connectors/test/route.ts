import { startedTestSchema } from '@/lib/domain/answers/sso-connector';
import { connectorDraftSchema } from '@/lib/domain/people/sso';
import { testConnector } from '@/lib/services/sso-sign-in/test-connector';
import { defineRoute } from '@/lib/web/route';
import { startedTest } from '@/lib/web/started-test';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/sso/connectors/test',
  summary:
    'Starts a test sign-in with settings that aren’t saved: returns the URL of the provider and binds the test to this browser. Nobody is signed in by it.',
  tag: 'SSO connectors',
  access: { permission: 'sso-connectors.modify' },
  body: connectorDraftSchema,
  response: startedTestSchema,
  handle: async ({ ctx, body, request }) => startedTest(request, await testConnector(ctx, { draft: body })),
});
