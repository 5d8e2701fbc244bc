import { expect, it } from 'vitest';
import { signV1, signV3 } from './signature';

it('produces the signatures that HubSpot publishes', () => {
  const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
  const sign = (timestamp: string) =>
    signV3(secret, 'POST', 'https://www.example.com/webhook_uri', "{'example_field':'example_value'}", timestamp);
  expect(sign('1693657560000')).toBe('K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=');
  expect(sign('1700000300000')).toBe('RnbPH7+UMKVkbV32P8bz450N4M56aPmcru1+D3kSDtw=');
});

it('decodes only the documented characters of the URL', () => {
  const sign = (uri: string) => signV3('s', 'POST', uri, '', '1');
  expect(sign('https://a.example/x%3Ay%2fz%40')).toBe(sign('https://a.example/x:y/z@'));
  expect(sign('https://a.example/x%20y')).not.toBe(sign('https://a.example/x y'));
});

it('supports the legacy signature', () => {
  expect(signV1('secret', 'body')).toMatch(/^[0-9a-f]{64}$/);
});
