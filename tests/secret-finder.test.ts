import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { encode } from 'next-auth/jwt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Finder, encodingsOf } from './e2e/support/secrets/finder';
import { findSecrets, type Recordings } from './e2e/support/secrets/look-through';

describe('finding secrets in bytes', () => {
  const find = (secrets: string[], text: string | Buffer) =>
    new Finder(secrets.map((secret) => [Buffer.from(secret), secret] as const))
      .find(Buffer.from(text))
      .map(({ what }) => what);

  it('finds each of many secrets, at the beginning, in the middle and at the end, and nothing else', () => {
    const many = Array.from(
      { length: 5_000 },
      (_, index) => `secret-of-thousands-${index}-${(index * 7_919).toString(36)}`,
    );
    const [first = '', , second = '', third = ''] = many;
    expect(find(many, `${third} and ${first}, ${second}`)).toEqual([third, first, second]);
    expect(find(many, `${first.slice(0, -1)} ${first.slice(1)} ${first.toUpperCase()}`)).toEqual([]);
  });

  it('distinguishes secrets with the same ending, and refuses ones that are too short', () => {
    expect(find(['one-that-ends-alike', 'two-that-ends-alike'], 'x two-that-ends-alike')).toEqual([
      'two-that-ends-alike',
    ]);
    expect(find(['that-ends-alike', 'two-that-ends-alike'], 'two-that-ends-alike')).toEqual([
      'that-ends-alike',
      'two-that-ends-alike',
    ]);
    expect(() => new Finder([[Buffer.from('short'), 'short']])).toThrow('too few');
  });

  it('finds secrets encoded in JSON, URLs, forms and HTML', () => {
    const secret = `a "quoted" horse's <b> & more`;
    const texts = [
      JSON.stringify({ secret }),
      `/x?y=${encodeURIComponent(secret)}`,
      String(new URLSearchParams({ secret })),
      '<p>a &quot;quoted&quot; horse&#x27;s &lt;b&gt; &amp; more</p>',
      Buffer.from(secret).toString('base64url'),
    ];
    const finder = new Finder(encodingsOf(secret).map((bytes) => [bytes, secret] as const));
    expect(texts.map((text) => finder.find(Buffer.from(text)).length)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('scanning a test run', () => {
  const SESSION_SECRET = 'session-secret-of-a-run-that-never-was';
  const KEY = Buffer.alloc(32, 5).toString('base64');
  const API_KEY = 'maker_key-that-is-shown-once';
  const LINK = 'token-of-a-link-shown-once';
  let recordings: Recordings;

  interface Asked {
    program?: string;
    method?: string;
    url: string;
    asked?: string;
    answered?: string;
    headers?: Record<string, string | string[]>;
  }
  const record = (name: string, ...all: Asked[]) => {
    const lines = all.map(
      ({
        program = 'maker',
        method = 'GET',
        asked = '',
        answered = '',
        headers = { 'content-type': 'application/json' },
        url,
      }) =>
        JSON.stringify({
          program,
          at: '2026-11-25T12:00:00.000Z',
          method,
          url,
          status: method === 'POST' ? 201 : 200,
          headers,
          asked,
          answered: Buffer.from(headers['content-encoding'] ? gzipSync(answered) : answered).toString('base64'),
        }),
    );
    writeFileSync(join(recordings.recordDir, `${name}.jsonl`), `${lines.join('\n')}\n`);
  };

  beforeEach(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'look-through-'));
    const folders = {
      recordDir: join(dataDir, 'recorded'),
      buildDir: join(dataDir, 'build'),
      database: join(dataDir, 'server'),
      logs: join(dataDir, 'logs'),
      postgres: join(dataDir, 'postgres'),
    };
    for (const folder of Object.values(folders)) {
      mkdirSync(folder);
      writeFileSync(join(folder, 'nothing'), 'nothing to be found');
    }
    writeFileSync(join(dataDir, 'keys.json'), JSON.stringify({ ENCRYPTION_KEYS: `k1:${KEY}`, SESSION_SECRET }));
    writeFileSync(join(folders.postgres, 'password'), 'password-of-the-database\n');
    writeFileSync(join(folders.postgres, 'server.log'), '');
    recordings = {
      dataDir,
      recordDir: folders.recordDir,
      buildDir: folders.buildDir,
      database: { tables: [], folder: folders.database },
      output: '',
      setUpUrl: null,
      adminPassword: 'password-of-the-administrator',
    };
    const session = await encode({ token: { sid: 'random-id-of-a-session' }, secret: SESSION_SECRET });
    record(
      'maker',
      { method: 'POST', url: '/api/api-keys', answered: JSON.stringify({ key: API_KEY }) },
      {
        method: 'POST',
        url: '/api/users/1/links',
        answered: JSON.stringify({ url: `http://localhost/set-password?token=${LINK}` }),
      },
      { url: `/set-password?token=${LINK}`, answered: `<input value="${LINK}">` },
      { method: 'POST', url: '/api/authclients', asked: JSON.stringify({ clientSecret: 'client-secret-as-typed' }) },
      {
        method: 'POST',
        url: '/api/auth/callback/credentials',
        asked: 'password=a+long+password+typed',
        headers: { 'set-cookie': [`maker.session=${session}; Path=/`, 'maker.csrf=known-to-the-page-anyway'] },
      },
    );
    record('hubspot', {
      program: 'hubspot',
      url: '/oauth/2026-03/token',
      asked: 'code=code-of-an-activation&code_verifier=verifier-of-an-activation',
      answered: JSON.stringify({ access_token: 'access-token-of-hubspot', refresh_token: 'refresh-token-of-hubspot' }),
    });
  });
  afterEach(() => rmSync(recordings.dataDir, { recursive: true }));

  it('passes if each secret only appears where it is shown once', async () => {
    expect(await findSecrets(recordings)).toContain('5 answers');
  });

  it.each([
    'client-secret-as-typed',
    'a long password typed',
    'a+long+password+typed',
    'password-of-the-administrator',
    'random-id-of-a-session',
    'password-of-the-database',
    API_KEY,
    LINK,
    KEY,
    Buffer.from(KEY, 'base64').toString('hex'),
    SESSION_SECRET,
    'code-of-an-activation',
    'verifier-of-an-activation',
    'access-token-of-hubspot',
    'refresh-token-of-hubspot',
  ])('finds %s in any other response, a table, a database file, a log, the terminal, the build', async (secret) => {
    const text = `before ${secret} after`;
    const leak = async (plant: () => void) => {
      plant();
      const message = await findSecrets(recordings).then(() => 'nothing', String);
      expect(message).not.toContain(secret);
      return /in (.+?):/.exec(message.split('\n')[1] ?? '')?.[1]?.replaceAll(/\S*\//g, '') ?? message;
    };
    const write =
      (...path: string[]) =>
      () =>
        writeFileSync(join(...path), text);
    const cleanUp = (...path: string[]) => rmSync(join(...path));
    expect(await leak(() => record('other', { url: '/x', answered: text }))).toContain('the answer 200 to GET');
    expect(
      await leak(() => record('other', { url: '/x', answered: text, headers: { 'content-encoding': 'gzip' } })),
    ).toContain('the answer 200 to GET');
    expect(await leak(() => record('other', { url: '/x', headers: { location: text } }))).toContain(
      'the answer 200 to GET',
    );
    cleanUp(recordings.recordDir, 'other.jsonl');
    expect(await leak(() => recordings.database.tables.push(['_private_jobs', Buffer.from(text)]))).toContain(
      '_private_jobs',
    );
    recordings.database.tables.pop();
    expect(await leak(write(recordings.database.folder, 'wal'))).toContain('the files of the database');
    cleanUp(recordings.database.folder, 'wal');
    expect(await leak(write(recordings.dataDir, 'logs', 'web.log'))).toContain('the logs');
    cleanUp(recordings.dataDir, 'logs', 'web.log');
    expect(await leak(write(recordings.buildDir, 'page.js'))).toContain('the build');
    cleanUp(recordings.buildDir, 'page.js');
    recordings.output = text;
    expect(await findSecrets(recordings).then(() => 'nothing', String)).toContain('the terminal');
  });

  it('fails if there is nothing to search', async () => {
    rmSync(join(recordings.recordDir, 'maker.jsonl'));
    await expect(findSecrets(recordings)).rejects.toThrow('nothing was looked through');
  });
});
