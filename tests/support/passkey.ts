import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { PasskeyCreated, PasskeyUsed } from '@/lib/domain/people/second-factor';

/** What an authenticator and its browser can be made to lie about. */
interface Lies {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  isVerified?: boolean;
  signCount?: number;
  userHandle?: string;
}

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest();
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const KEY_INCLUDED = 0x40;

/** An authenticator in software, with one passkey: ES256, attestation “none” (https://www.w3.org/TR/webauthn-3/). */
export class SoftPasskey {
  readonly id = base64url(randomBytes(32));
  readonly #origin: string;
  readonly #privateKey: KeyObject;
  readonly #cosePublicKey: Uint8Array;
  signCount = 0;
  #userHandle = '';

  constructor(origin: string) {
    this.#origin = origin;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#privateKey = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#cosePublicKey = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
        [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
      ]),
    );
  }

  create(options: { challenge: string; user: { id: string } }, lies: Lies = {}): PasskeyCreated {
    this.#userHandle = options.user.id;
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const authData = Buffer.concat([this.#head(KEY_INCLUDED, lies), Buffer.alloc(16), length, id, this.#cosePublicKey]);
    const attestation = isoCBOR.encode(
      new Map<string, string | Uint8Array | Map<string, string>>([
        ['fmt', 'none'],
        ['attStmt', new Map<string, string>()],
        ['authData', new Uint8Array(authData)],
      ]),
    );
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: base64url(this.#clientData('webauthn.create', options.challenge, lies)),
        attestationObject: base64url(attestation),
        transports: ['internal'],
      },
    };
  }

  use(options: { challenge: string }, lies: Lies = {}): PasskeyUsed {
    const authData = this.#head(0, lies);
    const clientData = this.#clientData('webauthn.get', options.challenge, lies);
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientData)]), this.#privateKey);
    return {
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authData),
        signature: base64url(signature),
        userHandle: lies.userHandle ?? this.#userHandle,
      },
    };
  }

  #head(flags: number, { rpId, isVerified = true, signCount = this.signCount }: Lies): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(signCount);
    const flag = USER_PRESENT | flags | (isVerified ? USER_VERIFIED : 0);
    return Buffer.concat([sha256(rpId ?? new URL(this.#origin).hostname), Buffer.from([flag]), count]);
  }

  #clientData(type: string, challenge: string, lies: Lies): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? this.#origin,
        crossOrigin: false,
      }),
    );
  }
}
