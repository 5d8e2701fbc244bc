import { describe, expect, it } from 'vitest';
import { passkeySite } from './passkey-site';

describe('passkeySite', () => {
  it.each([
    ['https://maker.example.com', { kind: 'usable', rpId: 'maker.example.com', origin: 'https://maker.example.com' }],
    ['https://acme.ino.cx:8443', { kind: 'usable', rpId: 'acme.ino.cx', origin: 'https://acme.ino.cx:8443' }],
    ['http://localhost:3000', { kind: 'usable', rpId: 'localhost', origin: 'http://localhost:3000' }],
    ['http://192.168.1.20:3000', { kind: 'unusable', reason: 'ip_address' }],
    ['https://192.168.1.20', { kind: 'unusable', reason: 'ip_address' }],
    ['https://[::1]:3000', { kind: 'unusable', reason: 'ip_address' }],
    ['http://maker.lan', { kind: 'unusable', reason: 'insecure' }],
  ])('%s', (publicUrl, site) => {
    expect(passkeySite(publicUrl)).toEqual(site);
  });
});
