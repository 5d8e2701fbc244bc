import { AppError } from '@/lib/domain/base/app-error';

const MAX_BODY_BYTES = 1_000_000;

/** The JSON of a request, at most 1 MB. An empty body is an empty object, so that verbs without input need none. */
export async function readJsonBody(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES)
    throw new AppError('INVALID_INPUT', { key: 'body_too_large' });
  const text = await readAtMost(request, MAX_BODY_BYTES);
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new AppError('INVALID_INPUT', { key: 'not_json', cause });
  }
}

export async function readAtMost(request: Request, maximum: number): Promise<string> {
  const reader = request.body?.getReader();
  if (!reader) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    size += value.byteLength;
    if (size > maximum) {
      await reader.cancel();
      throw new AppError('INVALID_INPUT', { key: 'body_too_large' });
    }
    chunks.push(value);
  }
}
