import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { passkeyQuestionSchema, StartedEnrolment } from '@/lib/domain/answers/second-factor';
import type { PasskeyCreated, PasskeyUsed } from '@/lib/domain/people/second-factor';

/** Why the browser gave no passkey. */
export class PasskeyProblem extends Error {
  readonly reason: 'cancelled' | 'registered' | 'failed';

  constructor(reason: PasskeyProblem['reason'], cause: unknown) {
    super(reason, { cause });
    this.name = 'PasskeyProblem';
    this.reason = reason;
  }
}

type CreationOptions = Extract<StartedEnrolment, { kind: 'passkey' }>['options'];

/** The browser's own dialog for a new passkey. */
export async function createPasskey(optionsJSON: CreationOptions): Promise<PasskeyCreated> {
  const { id, rawId, response } = await orProblem(startRegistration({ optionsJSON }));
  const { clientDataJSON, attestationObject, transports } = response;
  return { id, rawId, type: 'public-key', response: { clientDataJSON, attestationObject, transports } };
}

/** The browser's own dialog for a passkey that is there. */
export async function askForPasskey(
  optionsJSON: z.output<typeof passkeyQuestionSchema>['options'],
): Promise<PasskeyUsed> {
  const { id, rawId, response } = await orProblem(startAuthentication({ optionsJSON }));
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, rawId, type: 'public-key', response: { clientDataJSON, authenticatorData, signature, userHandle } };
}

async function orProblem<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw new PasskeyProblem(reasonOf(error), error);
  }
}

function reasonOf(error: unknown): PasskeyProblem['reason'] {
  if (error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'registered';
  // Browsers say the same for a cancelled dialog, a time-out and a device without the passkey.
  return error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')
    ? 'cancelled'
    : 'failed';
}

const never = () => () => undefined;

/** Null until React listens: the server can't know. */
export function useWebAuthnSupport(): boolean | null {
  return useSyncExternalStore(never, browserSupportsWebAuthn, () => null);
}
