import { finishActivation } from '@/lib/services/auth-methods/finish-activation';
import { redirectToOwn } from '@/lib/web/redirect-to';
import { defineRoute } from '@/lib/web/route';
import { dropTransactionCookie, transactionCookies } from '@/lib/web/transaction-cookies';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/authclients/hbdnakz/fzefdzs',
  summary: 'The redirect URL for activation. Redirects to a page of the Maker.',
  tag: 'Authentication methods',
  // The state, the browser, the user and the session must all match the flow; otherwise nothing happens.
  access: { public: true },
  refusalPage: (why) => `/connect/not-for-this-request?reason=${why}`,
  handle: async ({ ctx, request }) => {
    const end = await finishActivation(ctx, {
      parameters: request.nextUrl.searchParams,
      bindings: transactionCookies(request),
    });
    if (end.kind === 'unknown') return redirectToOwn(ctx, '/connect/not-for-this-request');
    const response = redirectToOwn(ctx, `/connect/activation/${end.transactionId}`);
    dropTransactionCookie(response, end.transactionId);
    return response;
  },
});
