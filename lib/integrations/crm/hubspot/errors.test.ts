import { describe, expect, it } from 'vitest';
import { batchItemError, crmError, oauthError } from './errors';

const now = new Date('2026-11-23T10:00:00Z');
const source = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  operation: 'hubspot test',
  answer: {
    status,
    headers: { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json;charset=utf-8', ...headers },
    text: typeof body === 'string' ? body : JSON.stringify(body),
  },
  now,
  secrets: ['the-secret-value'],
});

describe('a failed CRM call', () => {
  it.each([
    [
      400,
      { category: 'VALIDATION_ERROR', message: 'Invalid input JSON on line 1' },
      { kind: 'invalid_request', code: 'VALIDATION_ERROR', retryable: false },
    ],
    [
      401,
      { category: 'INVALID_AUTHENTICATION', message: 'Authentication credentials not found.' },
      { kind: 'auth_revoked', code: 'INVALID_AUTHENTICATION' },
    ],
    [
      401,
      [
        {
          category: 'EXPIRED_AUTHENTICATION',
          message: 'The OAuth token used to make this call expired 75 second(s) ago.',
        },
      ],
      { kind: 'auth_revoked', code: 'EXPIRED_AUTHENTICATION' },
    ],
    [403, { category: 'BANNED', message: 'No.' }, { kind: 'invalid_request', code: 'BANNED' }],
    [404, { category: 'OBJECT_NOT_FOUND', message: 'Object not found.' }, { kind: 'not_found', retryable: false }],
    [405, '<html>', { kind: 'invalid_request', code: null }],
    [408, {}, { kind: 'timeout', retryable: true }],
    [
      409,
      { category: 'CONFLICT', message: 'Contact already exists. Existing ID: 12345' },
      { kind: 'conflict', existingRecordId: '12345' },
    ],
    [
      409,
      { category: 'OBJECT_ALREADY_EXISTS', message: "A property named 'x' already exists." },
      { kind: 'conflict', existingRecordId: null },
    ],
    [414, '<html>URI too long</html>', { kind: 'invalid_request' }],
    [423, {}, { kind: 'unavailable', retryAfterMs: 2_000, retryable: true }],
    [477, {}, { kind: 'unavailable', retryAfterMs: 60_000, retryable: true }],
    [500, '<html>', { kind: 'unavailable', retryable: true, providerMessage: null }],
    [502, {}, { kind: 'unavailable', retryAfterMs: null }],
    [521, '', { kind: 'unavailable' }],
    [526, '<html>', { kind: 'unavailable' }],
  ])('%i %j', (status, body, expected) =>
    expect(crmError(source(status, body))).toMatchObject({ status, ...expected }),
  );

  it('names the missing scopes', () => {
    const error = crmError(
      source(403, {
        category: 'MISSING_SCOPES',
        message: "This app hasn't been granted all required scopes to make this call.",
        correlationId: '2e0f1c3a-7f1f-4b5e-9a55-1f3f1c9a0b11',
        errors: [
          {
            message: 'One or more of the following scopes are required.',
            context: { requiredGranularScopes: ['crm.objects.companies.write', '<b>'] },
          },
        ],
      }),
    );
    expect(error).toMatchObject({
      kind: 'scope_missing',
      missingScopes: ['crm.objects.companies.write'],
      correlationId: '2e0f1c3a-7f1f-4b5e-9a55-1f3f1c9a0b11',
    });
  });

  it.each([
    ['SECONDLY', 'You have reached your secondly limit.', 'rate_limited', 1_000],
    [undefined, 'You have reached your secondly limit.', 'rate_limited', 1_000],
    ['TEN_SECONDLY_ROLLING', 'You have reached your ten_secondly_rolling limit.', 'rate_limited', 10_000],
    [undefined, 'Slow down', 'rate_limited', 10_000],
    ['DAILY', 'You have reached your daily limit.', 'quota_exhausted', null],
    [undefined, 'You have reached your daily limit.', 'quota_exhausted', null],
  ])('429 with policy %s: %s', (policyName, message, kind, retryAfter) => {
    const error = crmError(source(429, { status: 'error', message, errorType: 'RATE_LIMIT', policyName }));
    expect(error).toMatchObject({ kind, retryAfterMs: retryAfter, retryable: kind === 'rate_limited' });
  });

  it('follows Retry-After rather than its own estimate, up to one day', () => {
    expect(crmError(source(429, { policyName: 'SECONDLY' }, { 'retry-after': '4' })).retryAfterMs).toBe(4_000);
    expect(crmError(source(477, {}, { 'retry-after': '172800' })).retryAfterMs).toBe(86_400_000);
  });

  it('finds the refused fields in both formats', () => {
    const inMessage = crmError(
      source(400, {
        category: 'VALIDATION_ERROR',
        message:
          'Property values were not valid: [{"isValid":false,"message":"Property \\"missing\\" does not exist","error":"PROPERTY_DOESNT_EXIST","name":"missing","portalId":1}]',
      }),
    );
    expect(inMessage.fields).toEqual([
      {
        apiName: 'missing',
        message: 'Property "missing" does not exist',
        code: 'PROPERTY_DOESNT_EXIST',
        isUnknown: true,
      },
    ]);

    const inErrors = crmError(
      source(400, {
        category: 'VALIDATION_ERROR',
        message: 'Not saved',
        errors: [
          {
            message: 'Ask jane@example.com',
            code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
            context: { propertyName: ['hs_call_body'] },
          },
        ],
      }),
    );
    expect(inErrors).toMatchObject({ code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY' });
    expect(inErrors.fields).toEqual([
      {
        apiName: 'hs_call_body',
        message: 'Ask [hidden]',
        code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
        isUnknown: false,
      },
    ]);
  });

  it('accepts any shape of body', () => {
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '[[]]',
      '{"errors":5,"message":{},"context":[1]}',
      '{"errors":[1,{"context":"x"}],"correlationId":"<script>"}',
    ]) {
      const error = crmError({
        ...source(400, {}),
        answer: { status: 400, headers: { 'content-type': 'application/json' }, text: body },
      });
      expect(error).toMatchObject({ kind: 'invalid_request', fields: [], correlationId: null });
    }
  });

  it('contains no secrets or personal data', () => {
    const error = crmError(source(400, { message: 'token the-secret-value of jane@example.com', category: 'X' }));
    expect(error.providerMessage).toBe('token [hidden] of [hidden]');
    expect(error.message).toBe('hubspot test: invalid_request (400)');
  });
});

describe('a failed token request', () => {
  const revoked = {
    error: 'invalid_grant',
    error_description: 'refresh token is invalid, expired or revoked',
    status: 'BAD_REFRESH_TOKEN',
    message: 'x',
  };

  it.each([
    [400, revoked, 'auth_revoked', 'BAD_REFRESH_TOKEN'],
    [
      400,
      { status: 'BAD_HUB', message: 'missing or unknown hub id', error: 'access_denied' },
      'auth_revoked',
      'BAD_HUB',
    ],
    [
      400,
      { error: 'invalid_client', status: 'BAD_CLIENT_SECRET', message: 'x' },
      'invalid_request',
      'BAD_CLIENT_SECRET',
    ],
    [401, { error: 'invalid_client' }, 'invalid_request', 'invalid_client'],
    [400, { status: 'BAD_REDIRECT_URI', message: 'x' }, 'invalid_request', 'BAD_REDIRECT_URI'],
    [403, { category: 'BANNED' }, 'invalid_request', 'BANNED'],
    [404, '<html>', 'invalid_request', null],
    [423, {}, 'unavailable', null],
    [429, revoked, 'rate_limited', 'BAD_REFRESH_TOKEN'],
    [477, {}, 'unavailable', null],
    [500, revoked, 'unavailable', 'BAD_REFRESH_TOKEN'],
    [503, '<html>', 'unavailable', null],
  ])('%i %j is %s', (status, body, kind, code) =>
    expect(oauthError(source(status, body), 'other')).toMatchObject({ kind, code }),
  );

  it("doesn't treat a grant as revoked because a code was used twice", () => {
    const error = oauthError(
      source(400, { error: 'invalid_grant', status: 'BAD_AUTH_CODE', message: 'code the-secret-value is used' }),
      'exchange',
    );
    expect(error).toMatchObject({
      kind: 'invalid_request',
      code: 'BAD_AUTH_CODE',
      providerMessage: 'code [hidden] is used',
    });
  });
});

it.each([
  [{ category: 'OBJECT_NOT_FOUND', message: 'x' }, 'not_found'],
  [{ category: 'CONFLICT', message: 'x' }, 'conflict'],
  [
    {
      category: 'VALIDATION_ERROR',
      message: 'x',
      errors: [{ code: 'INVALID_INTEGER', message: 'y', context: { propertyName: ['amount'] } }],
    },
    'invalid_request',
  ],
  [{}, 'invalid_request'],
])('maps one failed batch input, %j, to %s', (item, kind) =>
  expect(batchItemError('op', item, [])).toMatchObject({ kind, status: 207 }),
);
