import { SESSION_ENDINGS_BY_CONNECTOR } from './sso';

/** Why a session ended. The Banner shows a message for each. */
const SESSION_ENDINGS = [
  'signed_out',
  'newer_session',
  'newer_sign_in',
  'user_disabled',
  'user_deleted',
  'rights_changed',
  'identity_removed',
  'password_set',
  'second_factor_changed',
  'second_factor_reset',
  'ended_by_user',
  'ended_by_administrator',
  'connector_required',
  ...SESSION_ENDINGS_BY_CONNECTOR,
] as const;
export type SessionEnding = (typeof SESSION_ENDINGS)[number];

/** An unknown reason is shown as a plain sign-out. */
export function readSessionEnding(text: unknown): SessionEnding {
  return SESSION_ENDINGS.find((known) => known === text) ?? 'signed_out';
}
