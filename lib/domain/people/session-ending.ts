import { SESSION_ENDINGS_BY_CONNECTOR } from './sso';

/** Why a session is over. The Banner says each in a sentence. */
export const SESSION_ENDINGS = [
  'signed_out',
  'newer_session',
  'newer_sign_in',
  'user_disabled',
  'user_deleted',
  'rights_changed',
  'identity_removed',
  'password_set',
  'ended_by_user',
  'ended_by_administrator',
  ...SESSION_ENDINGS_BY_CONNECTOR,
] as const;
export type SessionEnding = (typeof SESSION_ENDINGS)[number];

/** One that is not known reads as the plainest. */
export function readSessionEnding(text: unknown): SessionEnding {
  return SESSION_ENDINGS.find((known) => known === text) ?? 'signed_out';
}
