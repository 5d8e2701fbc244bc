import { z } from 'zod';
import { startSignIn } from '@/lib/services/sso-sign-in/start-sign-in';
import { readKnownBrowser } from '@/lib/web/known-browser-cookie';
import { redirectTo, redirectToOwn } from '@/lib/web/redirect-to';
import { defineRoute } from '@/lib/web/route';
import { setTransactionCookie } from '@/lib/web/transaction-cookies';
import { forgetConnector } from '@/lib/web/last-connector';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/sso/login/{reference}',
  summary: 'The login URL of a connector. Redirects the browser to the provider.',
  tag: 'Sign-in',
  // Nobody is signed in yet: it stores nothing, and what comes back from the provider decides.
  access: { public: true },
  refusalPage: (why) => `/connect/sign-in-refused?reason=${why}`,
  params: z.object({ reference: z.string().max(300) }),
  handle: async ({ ctx, params, request }) => {
    const start = await startSignIn(ctx, {
      reference: decoded(params.reference),
      knownBrowser: readKnownBrowser(request),
    });
    if (start.kind === 'refused') {
      const refusal = redirectToOwn(
        ctx,
        `/connect/sign-in-refused?reason=${start.reason}${start.connectorType === 'oidc' ? '&type=oidc' : ''}`,
      );
      if (start.reason === 'connector_unknown') forgetConnector(refusal);
      return refusal;
    }
    const response = redirectTo(start.transaction.authorizeUrl);
    setTransactionCookie(request, response, start.transaction);
    return response;
  },
});

/** A reference may hold `@` and `+`, which some programs write encoded. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
