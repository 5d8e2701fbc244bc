import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import type { Recorded } from './answers';
import { MIN_LENGTH } from './finder';

/** A secret, which may only appear in the response that shows it once. */
export interface Secret {
  kind: string;
  value: string;
  /** The answer that shows it, by the id of what was recorded. */
  shownIn: string | null;
  /** A one-time link: its own page knows it too, because it was asked for under it. */
  isLink: boolean;
}

const keysSchema = z.object({ ENCRYPTION_KEYS: z.string(), SESSION_SECRET: z.string() });
/** What people and machines send to the Maker under these names is secret, whether it was right or wrong. */
const TYPED: Record<string, string> = {
  password: 'password',
  currentPassword: 'password',
  newPassword: 'password',
  clientSecret: 'client secret',
};
/** What the Maker and HubSpot say to each other when tokens are made. */
const EXCHANGED: Record<string, string> = {
  client_secret: 'client secret',
  code: 'authorization code',
  code_verifier: 'PKCE verifier',
  refresh_token: 'refresh token',
  access_token: 'access token',
  token: 'token at HubSpot',
};

/** Every secret that exists in a run, each once. */
export class Secrets {
  readonly #known = new Map<string, Secret>();

  all(): Secret[] {
    return [...this.#known.values()];
  }

  add(kind: string, value: unknown, more: Partial<Pick<Secret, 'shownIn' | 'isLink'>> = {}): void {
    if (typeof value !== 'string' || value.length < MIN_LENGTH || this.#known.has(value)) return;
    this.#known.set(value, { kind, value, shownIn: more.shownIn ?? null, isLink: more.isLink ?? false });
  }

  /** Those of the instance itself; they exist from its first start on. */
  addInstance(dataDir: string): void {
    const { ENCRYPTION_KEYS, SESSION_SECRET } = keysSchema.parse(
      JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8')),
    );
    for (const entry of ENCRYPTION_KEYS.split(',')) {
      const key = Buffer.from(entry.slice(entry.indexOf(':') + 1), 'base64');
      for (const encoding of ['base64', 'base64url', 'hex'] as const)
        this.add('encryption key', key.toString(encoding));
    }
    this.add('session secret', SESSION_SECRET);
    this.add('password of the database', readFileSync(join(dataDir, 'postgres', 'password'), 'utf8').trim());
  }

  addRecorded(recorded: Recorded): void {
    const asked = fieldsOf(recorded.asked);
    const answered = String(recorded.headers['content-type'] ?? '').includes('json')
      ? fieldsOf(recorded.answered().toString('utf8'))
      : {};
    if (recorded.program === 'hubspot') {
      for (const [name, kind] of Object.entries(EXCHANGED))
        for (const fields of [asked, answered]) this.add(kind, fields[name]);
      return;
    }
    for (const [name, kind] of Object.entries(TYPED)) this.add(kind, asked[name]);
    this.add('API key', /^Bearer (maker_.+)$/.exec(recorded.authorization ?? '')?.[1]);
    this.#addShownOnce(recorded, answered);
    for (const [name, value] of cookiesOf(recorded))
      if (/^(__Host-)?maker\.(session|txn-)/.test(name)) this.add(`cookie ${name.replace(/-.*$/, '')}`, value);
  }

  /** The random ids inside the session cookies, whose hashes the database knows. */
  async addSessionIds(): Promise<void> {
    const secret = this.all().find(({ kind }) => kind === 'session secret')?.value ?? '';
    for (const { kind, value } of this.all())
      if (kind === 'cookie maker.session') this.add('session id', (await decode({ token: value, secret }))?.['sid']);
  }

  #addShownOnce({ method, url, status, id, headers }: Recorded, answered: Record<string, unknown>): void {
    const once = { shownIn: id };
    if (method === 'POST' && url === '/api/api-keys' && status === 201) this.add('API key', answered['key'], once);
    if (method === 'POST' && /^\/api\/users\/[^/]+\/links$/.test(url) && status === 201)
      this.add('one-time link', parameterOf(answered['url'], 'token'), { ...once, isLink: true });
    // The state goes out with the way to HubSpot, and is only good together with a cookie.
    for (const way of [answered['authorizeUrl'], headers['location']])
      this.add('state', parameterOf(way, 'state'), once);
  }
}

/** Of a body in JSON or of a form; of anything else none. */
function fieldsOf(body: string): Record<string, unknown> {
  if (body.startsWith('{')) {
    try {
      return z.record(z.string(), z.unknown()).catch({}).parse(JSON.parse(body));
    } catch {
      return {};
    }
  }
  return /^[\w.%-]+=/.test(body) ? Object.fromEntries(new URLSearchParams(body)) : {};
}

export function parameterOf(url: unknown, name: string): string | null {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).searchParams.get(name) : null;
}

function cookiesOf({ headers }: Recorded): [name: string, value: string][] {
  return [headers['set-cookie'] ?? []].flat().map((line) => {
    const [pair = ''] = String(line).split(';');
    return [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
  });
}
