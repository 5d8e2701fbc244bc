import NextAuth, { type NextAuthOptions } from 'next-auth';
import type { NextApiRequest, NextApiResponse } from 'next';

interface Question {
  method: 'GET' | 'POST';
  action: readonly string[];
  form: Record<string, string>;
  cookies: Record<string, string>;
}

/**
 * Asks next-auth in the form it has for Next's older routes. So it sees what we read of a request and nothing else: given
 * the request itself, it would take bodies, cookies and addresses of any shape, and answer with as many.
 */
export async function askNextAuth(question: Question, options: NextAuthOptions): Promise<Response> {
  const { method, action, form, cookies } = question;
  const headers = new Map<string, string | string[]>();
  let status = 200;
  let body: string | null = null;
  const answer = {
    status(code: number) {
      status = code;
      return answer;
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader(name: string, value: string | string[]) {
      headers.set(name.toLowerCase(), value);
      return answer;
    },
    json(value: unknown) {
      answer.setHeader('content-type', 'application/json');
      answer.send(value);
    },
    send(value: unknown) {
      body = typeof value === 'string' ? value : JSON.stringify(value);
    },
  };
  await NextAuth(
    asApiRequest({ method, query: { nextauth: action }, body: form, cookies, headers: {} }),
    asApiResponse(answer),
    options,
  );
  const flat = [...headers].flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  return new Response(body, { status, headers: new Headers(flat) });
}

/** All that `NextAuthApiHandler` of next-auth 4 reads. */
function asApiRequest(request: object): NextApiRequest {
  return request as NextApiRequest;
}

/** All that it calls, as long as the form says `json`: without it, it would redirect and call `end`. */
function asApiResponse(response: object): NextApiResponse {
  return response as NextApiResponse;
}
