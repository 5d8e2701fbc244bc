import { describe, expect, it } from 'vitest';
import { EnvError, readEnv, readSettings, toVariables, type EnvSource } from './env';

const key = (byte: number, length = 32) => Buffer.alloc(length, byte).toString('base64');
const complete: EnvSource = {
  DATABASE_URL: 'postgresql://maker:s3cret-word@db.example.com:5432/maker',
  ENCRYPTION_KEYS: `k2:${key(2)},k1:${key(1)}`,
  SESSION_SECRET: 'a'.repeat(43),
};

function problemsOf(source: EnvSource, read: (source: EnvSource) => unknown = readSettings): readonly string[] {
  try {
    read(source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

describe('refusals', () => {
  it.each<[string, EnvSource, RegExp]>([
    ['a port in words', { PORT: 'http' }, /^PORT must be a port between 1 and 65535, not "http"\.$/],
    ['port 0', { PORT: '0' }, /^PORT /],
    ['a port beyond 65535', { SANDBOX_PORT: '65536' }, /^SANDBOX_PORT /],
    ['one port for both', { PORT: '3001' }, /^SANDBOX_PORT must differ from PORT: both are 3001\.$/],
    ['http on a public host', { PUBLIC_URL: 'http://maker.example.com' }, /^PUBLIC_URL .*HubSpot accepts/],
    ['https on an address', { PUBLIC_URL: 'https://192.0.2.7' }, /^PUBLIC_URL .*not an IP address/],
    ['https on a long address', { PUBLIC_URL: 'https://[2001:db8::7]:3000' }, /^PUBLIC_URL .*not an IP address/],
    ['http on an address', { PUBLIC_URL: 'http://127.0.0.1:3000' }, /^PUBLIC_URL /],
    ['a host that only looks local', { PUBLIC_URL: 'http://localhost.example.com' }, /^PUBLIC_URL /],
    ['a path', { PUBLIC_URL: 'https://maker.example.com/maker' }, /^PUBLIC_URL /],
    ['a query', { PUBLIC_URL: 'https://maker.example.com/?a=1' }, /^PUBLIC_URL /],
    ['credentials', { PUBLIC_URL: 'https://me:word@maker.example.com' }, /^PUBLIC_URL /],
    ['no scheme', { PUBLIC_URL: 'maker.example.com' }, /^PUBLIC_URL /],
    [
      'a word that is neither yes nor no',
      { ALLOW_INSECURE_HTTP: 'true' },
      /^ALLOW_INSECURE_HTTP must be one of yes, no/,
    ],
    [
      'http on a public host, with the word that opens every address',
      { PUBLIC_URL: 'http://maker.example.com', ALLOW_INSECURE_HTTP: 'yes' },
      /^PUBLIC_URL .*http only for localhost/,
    ],
    ['another scheme', { PUBLIC_URL: 'ftp://localhost' }, /^PUBLIC_URL /],
    [
      'another database',
      { ...complete, DATABASE_URL: 'mysql://localhost/maker' },
      /^DATABASE_URL must be a PostgreSQL URL/,
    ],
    [
      'another database for migrations',
      { ...complete, MIGRATION_DATABASE_URL: 'mysql://localhost/maker' },
      /^MIGRATION_DATABASE_URL must be a PostgreSQL URL/,
    ],
    [
      'a database for migrations alone',
      { MIGRATION_DATABASE_URL: complete.DATABASE_URL },
      /^DATABASE_URL must be set together with MIGRATION_DATABASE_URL\.$/,
    ],
    ['no database name', { ...complete, DATABASE_URL: 'postgresql://localhost' }, /^DATABASE_URL /],
    ['an unknown mode', { HUBSPOT: 'mock' }, /^HUBSPOT must be one of sandbox, live, not "mock"\.$/],
    ['http to a foreign API', { HUBSPOT_API_URL: 'http://api.example.com' }, /^HUBSPOT_API_URL /],
    ['a path on the app', { HUBSPOT_APP_URL: 'https://app.hubspot.com/oauth' }, /^HUBSPOT_APP_URL /],
    [
      'no encryption key beside a database',
      { ...complete, ENCRYPTION_KEYS: '' },
      /^ENCRYPTION_KEYS must be set whenever DATABASE_URL is set/,
    ],
    [
      'no session secret beside a database',
      { ...complete, SESSION_SECRET: undefined },
      /^SESSION_SECRET must be set whenever DATABASE_URL is set/,
    ],
    [
      'neither beside a database',
      { DATABASE_URL: complete.DATABASE_URL },
      /^ENCRYPTION_KEYS and SESSION_SECRET must be set whenever DATABASE_URL is set/,
    ],
    ['a short key', { ENCRYPTION_KEYS: `k1:${key(1, 16)}` }, /^ENCRYPTION_KEYS .*"k1" has 16/],
    ['a key twice', { ENCRYPTION_KEYS: `k1:${key(1)},k1:${key(2)}` }, /^ENCRYPTION_KEYS .*"k1" appears twice/],
    ['a key without id', { ENCRYPTION_KEYS: key(1) }, /^ENCRYPTION_KEYS must look like id:key/],
    ['a key id that would end a sealed text early', { ENCRYPTION_KEYS: `k.1:${key(1)}` }, /^ENCRYPTION_KEYS /],
    ['a trailing comma', { ENCRYPTION_KEYS: `k1:${key(1)},` }, /^ENCRYPTION_KEYS /],
    ['a short session secret', { SESSION_SECRET: 'short' }, /^SESSION_SECRET must have at least 32/],
    ['an administrator without password', { ADMIN_EMAIL: 'admin@example.com' }, /^ADMIN_PASSWORD must be set together/],
    [
      'a password without administrator',
      { ADMIN_PASSWORD: 'correct horse battery' },
      /^ADMIN_EMAIL must be set together/,
    ],
    [
      'an administrator without @',
      { ADMIN_EMAIL: 'admin', ADMIN_PASSWORD: 'correct horse battery' },
      /^ADMIN_EMAIL must be an email/,
    ],
    ['a country in words', { DEFAULT_COUNTRY: 'France' }, /^DEFAULT_COUNTRY /],
    ['a number of proxies in words', { TRUSTED_PROXIES: 'all' }, /^TRUSTED_PROXIES /],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of/],
  ])('%s', (_name, source, sentence) => {
    const problems = problemsOf(source);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
  });

  it('lists every invalid variable at once', () => {
    expect(problemsOf({ PORT: 'x', PUBLIC_URL: 'x', LOG_LEVEL: 'x' })).toHaveLength(3);
  });

  it('never include a secret', () => {
    const secrets = {
      SESSION_SECRET: 'too-short-word',
      ENCRYPTION_KEYS: `k1:${key(7, 31)}`,
      DATABASE_URL: 'mysql://maker:pass-word@host/x',
    };
    const text = problemsOf(secrets).join('\n');
    expect(text).toMatch(/SESSION_SECRET/);
    for (const secret of ['too-short-word', key(7, 31), 'pass-word']) expect(text).not.toContain(secret);
  });

  it("an app process without database and keys doesn't start", () => {
    expect(problemsOf({}, readEnv)[0]).toMatch(/npm start/);
    expect(problemsOf({ ...complete, DATABASE_URL: undefined }, readEnv)).toHaveLength(1);
  });
});

describe('the listening address', () => {
  it.each<[string, EnvSource, '127.0.0.1' | null]>([
    ['on this machine alone by default', {}, '127.0.0.1'],
    ['on this machine alone with http', { PUBLIC_URL: 'http://localhost:8080' }, '127.0.0.1'],
    ['on every address with https', { PUBLIC_URL: 'https://maker.example.com' }, null],
    ['on every address when told in so many words', { ALLOW_INSECURE_HTTP: 'yes' }, null],
  ])('%s', (_name, source, listenOn) => {
    expect(readSettings(source).listenOn).toBe(listenOn);
    expect(readEnv({ ...complete, ...toVariables(readEnv({ ...complete, ...source })) }).listenOn).toBe(listenOn);
  });
});

describe('defaults', () => {
  it('on one machine: embedded database, sandbox, two host names', () => {
    const settings = readSettings({});
    expect(settings).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      sandboxPort: 3001,
      hubspot: { mode: 'sandbox', apiUrl: 'http://127.0.0.1:3001', appUrl: 'http://127.0.0.1:3001' },
      encryptionKeys: [],
      sessionSecret: null,
      admin: null,
      production: false,
    });
    expect(settings.dataDir).toMatch(/^\/.*\.data$/);
  });

  it('with DATABASE_URL: the real HubSpot, unless set otherwise', () => {
    expect(readEnv(complete).hubspot).toEqual({
      mode: 'live',
      apiUrl: 'https://api.hubapi.com',
      appUrl: 'https://app.hubspot.com',
    });
    expect(readEnv({ ...complete, HUBSPOT: 'sandbox', SANDBOX_PORT: '4001' }).hubspot.apiUrl).toBe(
      'http://127.0.0.1:4001',
    );
    expect(readEnv({ ...complete, HUBSPOT_API_URL: 'https://hub.example.com/' }).hubspot).toMatchObject({
      apiUrl: 'https://hub.example.com',
      appUrl: 'https://app.hubspot.com',
    });
  });

  it('an empty variable counts as missing', () => {
    expect(readSettings({ PORT: ' ', PUBLIC_URL: '' }).publicUrl).toBe('http://localhost:3000');
  });

  it('removes the trailing slash of the public URL, and uses the first key as the current one', () => {
    const env = readEnv({ ...complete, PUBLIC_URL: 'https://Maker.example.com/' });
    expect(env.publicUrl).toBe('https://maker.example.com');
    expect(env.encryptionKeys.map(({ id }) => id)).toEqual(['k2', 'k1']);
    expect(env.encryptionKeys[0]?.key).toEqual(Buffer.alloc(32, 2));
  });
});

it('a child process reads exactly what its parent resolved, except the administrator', () => {
  const parent = readEnv({
    ...complete,
    HUBSPOT: 'sandbox',
    PORT: '4000',
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: 'correct horse battery',
  });
  expect(readEnv(toVariables(parent))).toEqual({ ...parent, admin: null });
});
