import NextAuth from 'next-auth';
import { NextRequest } from 'next/server';
import { authOptions } from '@/lib/web/auth';
import { deployment } from '@/lib/web/deployment';
import { readAtMost } from '@/lib/web/request-body';
import { isFromOurPages } from '@/lib/web/same-origin';
import { secondStepCookie } from '@/lib/web/ticket-cookies';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handler(request: NextRequest, context: Context): Promise<Response> {
  if (request.method !== 'GET' && !isFromOurPages(request.headers, deployment().publicUrl))
    return new Response(null, { status: 403 });
  // next-auth never sees our providers: a callback that reaches it would answer with an error.
  const { nextauth } = await context.params;
  if (request.method === 'GET' && nextauth[0] === 'callback') return new Response(null, { status: 404 });
  let bounded: NextRequest;
  try {
    bounded = await withBoundedBody(request);
  } catch {
    return new Response(null, { status: 413 });
  }
  let ticket: string | undefined;
  const options = authOptions(request, (sealed) => {
    ticket = sealed;
  });
  const response: Response = await NextAuth(bounded, context, options);
  response.headers.set('cache-control', 'no-store');
  if (ticket !== undefined) response.headers.append('set-cookie', secondStepCookie(ticket));
  if (new URL(request.url).pathname.endsWith('/signout') && request.method === 'POST') {
    response.headers.set('clear-site-data', '"cache", "storage"');
  }
  return response;
}

/** next-auth reads a body of any size. Its forms hold only an address, a password and a token. */
async function withBoundedBody(request: NextRequest): Promise<NextRequest> {
  if (request.method === 'GET') return request;
  const body = await readAtMost(request, MAX_FORM_BYTES);
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body });
}

const MAX_FORM_BYTES = 20_000;

export { handler as GET, handler as POST };
