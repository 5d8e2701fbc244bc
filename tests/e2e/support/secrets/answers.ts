import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import { z } from 'zod';

const recordedSchema = z.object({
  program: z.enum(['maker', 'hubspot']),
  at: z.string(),
  method: z.string(),
  url: z.string(),
  authorization: z.string().optional(),
  status: z.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  asked: z.string(),
  /** In base64. */
  answered: z.string(),
});

/** One request and what was answered, as `record-answers.mjs` notes it. */
export interface Recorded extends Omit<z.infer<typeof recordedSchema>, 'answered'> {
  /** Tells it from every other of the run. */
  id: string;
  answered(): Buffer;
}

/** One at a time: together they may be large. */
export function* readRecorded(folder: string): Generator<Recorded> {
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()) {
    const bytes = readFileSync(join(folder, file));
    for (let start = 0, end = bytes.indexOf('\n'); end !== -1; start = end + 1, end = bytes.indexOf('\n', start)) {
      const { answered, ...rest } = recordedSchema.parse(JSON.parse(bytes.toString('utf8', start, end)));
      yield {
        ...rest,
        id: `${file}:${start}`,
        answered: () => plain(Buffer.from(answered, 'base64'), String(rest.headers['content-encoding'] ?? '')),
      };
    }
  }
}

/** Also of what was cut off in the middle, as far as it goes. */
function plain(body: Buffer, encoding: string): Buffer {
  if (body.length === 0) return body;
  const tolerant = { finishFlush: constants.Z_SYNC_FLUSH };
  switch (encoding) {
    case '':
    case 'identity':
      return body;
    case 'gzip':
      return gunzipSync(body, tolerant);
    case 'deflate':
      return inflateSync(body, tolerant);
    case 'br':
      return brotliDecompressSync(body, { finishFlush: constants.BROTLI_OPERATION_FLUSH });
    default:
      throw new Error(`An answer is written in ${encoding}, which cannot be looked through`);
  }
}
