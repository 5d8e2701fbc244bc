import { finishSignIn } from '@/lib/services/sso-sign-in/finish-sign-in';
import { sealSessionCookie } from '@/lib/web/auth';
import { readKnownBrowser, setKnownBrowser } from '@/lib/web/known-browser-cookie';
import { redirectToOwn } from '@/lib/web/redirect-to';
import { defineRoute } from '@/lib/web/route';
import { dropTransactionCookie, transactionCookies } from '@/lib/web/transaction-cookies';
import { rememberConnector } from '@/lib/web/last-connector';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/sso/login/oauth/callback',
  summary:
    'The redirect URL for sign-in. Redirects to the Banner, or to a page that explains why the sign-in was refused.',
  tag: 'Sign-in',
  // The state and the browser must match the flow; the provider's answer and the database decide who gets in.
  access: { public: true },
  refusalPage: (why) => `/connect/sign-in-refused?reason=${why}`,
  handle: async ({ ctx, request }) => {
    const end = await finishSignIn(ctx, {
      parameters: request.nextUrl.searchParams,
      bindings: transactionCookies(request),
      knownBrowser: readKnownBrowser(request),
    });
    if (end.kind === 'refused') {
      const again = end.connectorReference === null ? '' : `&connector=${encodeURIComponent(end.connectorReference)}`;
      const type = end.connectorType === 'oidc' ? '&type=oidc' : '';
      return redirectToOwn(ctx, `/connect/sign-in-refused?reason=${end.reason}${again}${type}`);
    }
    if (end.kind === 'tested') {
      const tested = redirectToOwn(ctx, `/connect/sign-in-test/${end.transactionId}`);
      dropTransactionCookie(tested, end.transactionId);
      return tested;
    }
    const response = redirectToOwn(ctx, end.isConfirmation ? '/connect/confirmed' : '/banner');
    // Only its own: another tab may be on its way back too.
    dropTransactionCookie(response, end.transactionId);
    const { name, value, options } = await sealSessionCookie(end.sessionToken);
    response.cookies.set(name, value, options);
    rememberConnector(response, end.connectorReference);
    setKnownBrowser(response, end.knownBrowser);
    return response;
  },
});
