import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { EncryptionKey } from './crypto';

/**
 * The only place that reads the environment. `npm start` reads the operator's settings (`readSettings`), prepares
 * what is missing, and passes a complete environment to its processes, which read it with `env()`.
 */

/** The operator's settings. Keys and database are optional: `npm start` then creates them under `dataDir`. */
export interface Settings {
  port: number;
  /** Scheme, host and port, without a trailing slash. */
  publicUrl: string;
  /** The address to listen on; null: every address of the machine. */
  listenOn: '127.0.0.1' | null;
  /** Absolute. */
  dataDir: string;
  /** null: the embedded server. */
  databaseUrl: string | null;
  /** The same database under the role that owns its tables. null: that of `databaseUrl`. Only a start has it. */
  migrationDatabaseUrl: string | null;
  sandboxPort: number;
  hubspot: { mode: HubspotMode; apiUrl: string; appUrl: string };
  /** Absolute; holds the keys that no variable gives. null: DATA_DIR/keys.json, or none in a process that was given its keys. */
  keysFile: string | null;
  /** The first seals, all open. */
  encryptionKeys: readonly EncryptionKey[];
  sessionSecret: string | null;
  /** Creates the first administrator without the setup link. */
  admin: { email: string; password: string } | null;
  /** ISO 3166, two letters: how a number without a country code is read. */
  defaultCountry: string;
  /** How many of our own proxies append to X-Forwarded-For. 0: the header is ignored. */
  trustedProxies: number;
  logLevel: LogLevel;
  production: boolean;
}

/** What a running process needs; every value is present. */
export interface Env extends Settings {
  databaseUrl: string;
  sessionSecret: string;
}

type HubspotMode = 'sandbox' | 'live';
type LogLevel = (typeof LOG_LEVELS)[number];
export type EnvSource = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const HUBSPOT_LIVE = { apiUrl: 'https://api.hubapi.com', appUrl: 'https://app.hubspot.com' };
export const KEY_BYTES = 32;
const SESSION_SECRET_LENGTH = 32;

/** One sentence per invalid variable, to show the operator. Never contains a secret's value. */
export class EnvError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'EnvError';
  }
}

let cached: Env | undefined;

/** The environment of this process, read once. */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

/** What the operator gave to `npm start`. */
export function processEnvironment(): EnvSource {
  return process.env;
}

export function readEnv(source: EnvSource): Env {
  const settings = readSettings(source);
  const { databaseUrl, sessionSecret } = settings;
  if (databaseUrl === null || sessionSecret === null || settings.encryptionKeys.length === 0) {
    throw new EnvError([
      'This process needs a complete environment: start it with npm start, or set DATABASE_URL, ENCRYPTION_KEYS and SESSION_SECRET.',
    ]);
  }
  return { ...settings, databaseUrl, sessionSecret };
}

export function readSettings(source: EnvSource): Settings {
  // An empty variable is an absent one: `PORT= npm start` and an unfilled line of .env both mean "the default".
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success)
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  const values = parsed.data;

  const mode: HubspotMode = values.HUBSPOT ?? (values.DATABASE_URL === undefined ? 'sandbox' : 'live');
  const problems = contradictions(values, mode);
  if (problems.length > 0) throw new EnvError(problems);

  const sandboxUrl = `http://127.0.0.1:${values.SANDBOX_PORT}`;
  const provider = mode === 'live' ? HUBSPOT_LIVE : { apiUrl: sandboxUrl, appUrl: sandboxUrl };
  const publicUrl = values.PUBLIC_URL ?? `http://localhost:${values.PORT}`;
  return {
    port: values.PORT,
    publicUrl,
    // Without https only this machine may connect: passwords and sessions would travel in the clear.
    listenOn: publicUrl.startsWith('https:') || values.ALLOW_INSECURE_HTTP === 'yes' ? null : '127.0.0.1',
    dataDir: resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    migrationDatabaseUrl: values.MIGRATION_DATABASE_URL ?? null,
    sandboxPort: values.SANDBOX_PORT,
    hubspot: {
      mode,
      apiUrl: values.HUBSPOT_API_URL ?? provider.apiUrl,
      appUrl: values.HUBSPOT_APP_URL ?? provider.appUrl,
    },
    keysFile: values.KEYS_FILE === undefined ? null : resolve(values.KEYS_FILE),
    encryptionKeys: values.ENCRYPTION_KEYS ?? [],
    sessionSecret: values.SESSION_SECRET ?? null,
    admin:
      values.ADMIN_EMAIL && values.ADMIN_PASSWORD
        ? { email: values.ADMIN_EMAIL, password: values.ADMIN_PASSWORD }
        : null,
    defaultCountry: values.DEFAULT_COUNTRY,
    trustedProxies: values.TRUSTED_PROXIES,
    logLevel: values.LOG_LEVEL,
    production: values.NODE_ENV === 'production',
  };
}

/** The environment as variables for a child process. Leaves out the administrator's password and the migrations' database role. */
export function toVariables(complete: Env): Record<string, string> {
  return {
    PORT: String(complete.port),
    PUBLIC_URL: complete.publicUrl,
    ALLOW_INSECURE_HTTP: complete.listenOn === null ? 'yes' : 'no',
    // next-auth reads this name; without it, it redirects to localhost:3000.
    NEXTAUTH_URL: complete.publicUrl,
    DATA_DIR: complete.dataDir,
    DATABASE_URL: complete.databaseUrl,
    SANDBOX_PORT: String(complete.sandboxPort),
    HUBSPOT: complete.hubspot.mode,
    HUBSPOT_API_URL: complete.hubspot.apiUrl,
    HUBSPOT_APP_URL: complete.hubspot.appUrl,
    KEYS_FILE: complete.keysFile ?? '',
    ENCRYPTION_KEYS: writeKeyRing(complete.encryptionKeys),
    SESSION_SECRET: complete.sessionSecret,
    DEFAULT_COUNTRY: complete.defaultCountry,
    TRUSTED_PROXIES: String(complete.trustedProxies),
    LOG_LEVEL: complete.logLevel,
  };
}

/** Both keys must be set together, and are never generated for an external database. */
function contradictions(values: Variables, mode: HubspotMode): string[] {
  const problems: string[] = [];
  if (values.DATABASE_URL !== undefined && values.KEYS_FILE === undefined) {
    const missing = (['ENCRYPTION_KEYS', 'SESSION_SECRET'] as const).filter((name) => !values[name]);
    if (missing.length > 0) {
      problems.push(
        `${missing.join(' and ')} must be set whenever DATABASE_URL is set, or be in KEYS_FILE: keys generated here would be lost with this machine, and every secret in the database with them. See .env.example for how to generate them.`,
      );
    }
  }
  if (values.MIGRATION_DATABASE_URL !== undefined && values.DATABASE_URL === undefined)
    problems.push('DATABASE_URL must be set together with MIGRATION_DATABASE_URL.');
  if (mode === 'sandbox' && values.PORT === values.SANDBOX_PORT) {
    problems.push(`SANDBOX_PORT must differ from PORT: both are ${values.PORT}.`);
  }
  if (values.ADMIN_EMAIL !== undefined && values.ADMIN_PASSWORD === undefined)
    problems.push('ADMIN_PASSWORD must be set together with ADMIN_EMAIL.');
  if (values.ADMIN_PASSWORD !== undefined && values.ADMIN_EMAIL === undefined)
    problems.push('ADMIN_EMAIL must be set together with ADMIN_PASSWORD.');
  return problems;
}

const port = (fallback: number) =>
  z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535, {
      error: (issue) => `must be a port between 1 and 65535, not "${String(issue.input)}".`,
    })
    .transform(Number)
    .default(fallback);

const oneOf = <const T extends readonly string[]>(names: T) =>
  z.enum(names, { error: (issue) => `must be one of ${names.join(', ')}, not "${String(issue.input)}".` });

const keyRing = z.string().transform(parseKeyRing);

/** Throws a ZodError for what is no `ENCRYPTION_KEYS`. */
export function readKeyRing(text: string): readonly EncryptionKey[] {
  return keyRing.parse(text);
}

export function writeKeyRing(ring: readonly EncryptionKey[]): string {
  return ring.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',');
}

const variables = z.object({
  PORT: port(3000),
  SANDBOX_PORT: port(3001),
  PUBLIC_URL: z
    .string()
    .refine((text) => isOrigin(text, ['localhost']) && !isIpAddress(new URL(text).hostname), {
      error:
        'must be a URL like https://maker.example.com: a host name (not an IP address), no path, and http only for localhost, because HubSpot accepts no other redirect URL.',
    })
    .transform((text) => new URL(text).origin)
    .optional(),
  ALLOW_INSECURE_HTTP: oneOf(['yes', 'no']).default('no'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: postgresUrl(),
  MIGRATION_DATABASE_URL: postgresUrl(),
  HUBSPOT: oneOf(['sandbox', 'live']).optional(),
  HUBSPOT_API_URL: providerUrl('https://api.hubapi.com'),
  HUBSPOT_APP_URL: providerUrl('https://app.hubspot.com'),
  KEYS_FILE: z.string().optional(),
  ENCRYPTION_KEYS: keyRing.optional(),
  SESSION_SECRET: z
    .string()
    .min(SESSION_SECRET_LENGTH, { error: `must have at least ${SESSION_SECRET_LENGTH} characters.` })
    .optional(),
  ADMIN_EMAIL: z.email({ error: 'must be an email address.' }).optional(),
  ADMIN_PASSWORD: z.string().optional(),
  DEFAULT_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'must be a two-letter country code in capitals, such as FR or GB.' })
    .default('FR'),
  TRUSTED_PROXIES: z
    .string()
    .regex(/^\d$/, { error: 'must be the number of your own proxies in front of the Maker, from 0 to 9.' })
    .transform(Number)
    .default(0),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  NODE_ENV: z.string().optional(),
});
type Variables = z.output<typeof variables>;

function postgresUrl() {
  return z
    .string()
    .refine(isPostgresUrl, { error: 'must be a PostgreSQL URL like postgresql://user:password@host:5432/name.' })
    .optional();
}

function providerUrl(example: string) {
  return z
    .string()
    .refine((text) => isOrigin(text, ['localhost', '127.0.0.1', '[::1]']), {
      error: `must be an https URL like ${example}, without a path. http is only accepted on this machine.`,
    })
    .transform((text) => new URL(text).origin)
    .optional();
}

/** An http(s) origin without a path; http only for the hosts listed. */
function isOrigin(text: string, httpHosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isBare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return isBare && (url.protocol === 'https:' || (url.protocol === 'http:' && httpHosts.includes(url.hostname)));
}

/** As `URL` formats them: IPv6 in brackets. */
function isIpAddress(hostname: string): boolean {
  return isIP(hostname) !== 0 || hostname.startsWith('[');
}

function isPostgresUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return ['postgres:', 'postgresql:'].includes(url.protocol) && url.hostname !== '' && url.pathname.length > 1;
}

/** `id:base64,id:base64`. Says what is wrong with which key, never the key. */
function parseKeyRing(text: string, context: z.RefinementCtx): EncryptionKey[] {
  const ring: EncryptionKey[] = [];
  const refuse = (message: string) => {
    context.issues.push({ code: 'custom', message, input: undefined });
    return z.NEVER;
  };
  for (const part of text.split(',')) {
    const [, id, encoded] = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]+={0,2})\s*$/.exec(part) ?? [];
    if (id === undefined || encoded === undefined)
      return refuse(
        'must look like id:key or id:key,id:key, where each key is 32 bytes in base64 and the first one is the current one.',
      );
    const key = Buffer.from(encoded, 'base64');
    if (key.length !== KEY_BYTES)
      return refuse(`must contain keys of ${KEY_BYTES} bytes, but the key "${id}" has ${key.length}.`);
    if (ring.some((entry) => entry.id === id)) return refuse(`must contain each key once, but "${id}" appears twice.`);
    ring.push({ id, key });
  }
  return ring;
}
