import type { NextRequest } from 'next/server';
import { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { BODY_LIMIT, readAtMost, readJsonBody } from './request-body';

/**
 * What the forms of signing in and out hold. How long addresses and passwords may be is for the verb to say: it treats
 * longer ones as wrong. next-auth repeats `callbackUrl` three times in its answer.
 */
const formSchema = z.strictObject({
  csrfToken: z.string().max(200).optional(),
  callbackUrl: z.string().max(300).optional(),
  email: z.string().optional(),
  password: z.string().optional(),
  json: z.string().max(10).optional(),
});
const MOST_FIELDS = Object.keys(formSchema.shape).length;

/** A form, or JSON of the same shape. Throws INVALID_INPUT for everything else. */
export async function readAuthForm(request: NextRequest): Promise<Record<string, string>> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const sent = type === 'application/json' ? await readJsonBody(request, BODY_LIMIT) : await readForm(request, type);
  const form = formSchema.safeParse(sent);
  if (!form.success) throw new AppError('INVALID_INPUT', { cause: form.error });
  return Object.fromEntries(Object.entries(form.data).filter(([, value]) => value !== undefined));
}

async function readForm(request: NextRequest, type: string | undefined): Promise<Record<string, string>> {
  const text = await readAtMost(request, BODY_LIMIT);
  if (text === '') return {};
  if (type !== 'application/x-www-form-urlencoded') throw new AppError('INVALID_INPUT', { key: 'content_type' });
  // Counted before anything is built of it.
  if (text.split('&', MOST_FIELDS + 1).length > MOST_FIELDS) throw new AppError('INVALID_INPUT');
  return Object.fromEntries(new URLSearchParams(text));
}
