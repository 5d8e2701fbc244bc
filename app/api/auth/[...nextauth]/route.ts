import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/web/auth';
import { deployment } from '@/lib/web/deployment';
import { isFromOurPages } from '@/lib/web/same-origin';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

async function handler(request: NextRequest, context: Context): Promise<Response> {
  if (request.method !== 'GET' && !isFromOurPages(request.headers, deployment().publicUrl)) return new Response(null, { status: 403 });
  const response: Response = await NextAuth(request, context, authOptions(request));
  response.headers.set('cache-control', 'no-store');
  if (new URL(request.url).pathname.endsWith('/signout') && request.method === 'POST') {
    response.headers.set('clear-site-data', '"cache", "storage"');
  }
  return response;
}

export { handler as GET, handler as POST };
