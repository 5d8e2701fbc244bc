import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Loaded by node before a process of the product that is being tested: notes what it is asked and what it answers, as it
 * goes over the wire. A browser's own view would lack what it has left behind, and whatever does not come from a browser.
 */
const PROGRAMS = {
  'programs/web.mjs': 'maker',
  'programs/sandbox.mjs': 'hubspot',
};
/** Of the sandbox only what it is told and tells as an authorization server: that is where secrets are made. */
const NOTED = { maker: /^(?!\/_next\/static\/)/, hubspot: /^\/oauth\// };
const TEXT = /^(text\/|application\/(json|javascript|xml|manifest|x-www-form-urlencoded)|image\/svg)/;
const MAX_BYTES = 4 * 1024 * 1024;

const program = Object.entries(PROGRAMS).find(([path]) => process.argv[1]?.endsWith(path))?.[1];
if (program !== undefined && process.env.E2E_RECORD_DIR) record(program, process.env.E2E_RECORD_DIR);

function record(name, folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${name}-${process.pid}.jsonl`);
  subscribe('http.server.request.start', ({ request, response }) => {
    if (!NOTED[name].test(request.url)) return;
    const { method, url, headers } = request;
    const { authorization } = headers;
    const at = new Date().toISOString();
    const asked = recordRequest(request);
    const answered = recordResponse(response);
    response.once('close', () => {
      const type = String(response.getHeader('content-type') ?? 'text/');
      const line = {
        program: name,
        at,
        method,
        url,
        authorization,
        status: response.statusCode,
        headers: response.getHeaders(),
        asked: asked().toString('utf8'),
        answered: TEXT.test(type) ? answered().toString('base64') : '',
      };
      appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    });
  });
}

/** Reading the body ourselves would take it from whoever it is for. */
function recordRequest(request) {
  const kept = keeper();
  const { push } = request;
  request.push = function pushAndRecord(chunk, encoding) {
    kept.add(chunk, encoding);
    return push.call(this, chunk, encoding);
  };
  return kept.all;
}

function recordResponse(response) {
  const kept = keeper();
  for (const name of ['write', 'end']) {
    const original = response[name];
    response[name] = function writeAndRecord(chunk, encoding, ...rest) {
      kept.add(chunk, encoding);
      return original.call(this, chunk, encoding, ...rest);
    };
  }
  return kept.all;
}

function keeper() {
  const chunks = [];
  let size = 0;
  return {
    add(chunk, encoding) {
      if ((typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) || size > MAX_BYTES) return;
      // A copy: the writer may use its buffer again.
      const bytes = Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8');
      chunks.push(bytes);
      size += bytes.length;
    },
    all: () => Buffer.concat(chunks),
  };
}
