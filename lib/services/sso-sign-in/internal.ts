import type { CallbackAnswer } from '@/lib/domain/connection/oauth-callback';
import type { PresentedIdentity, SignInDenial, SignInUser } from '@/lib/domain/people/sso';
import type { User } from '@/prisma/generated/client';

export type CodeOrError = Exclude<CallbackAnswer, { kind: 'unreadable' }>;

/** Where a sign-in stopped, in the order in which it goes. */
type IdentificationStage = 'discovery' | 'redirect' | 'consent' | 'token' | 'identity';

/** Who the provider says is there, or where and why it came to nothing. */
export type Identification =
  | { kind: 'identified'; presented: PresentedIdentity }
  | {
      kind: 'refused';
      stage: IdentificationStage;
      reason: SignInDenial;
      presented?: PresentedIdentity;
      /** The provider's own code and words, for administrators. */
      providerCode?: string | null;
      providerMessage?: string | null;
    };

/** The address as it can be stored and shown. */
export function shownEmail({ email }: Pick<PresentedIdentity, 'email'>): string | null {
  if (email === null) return null;
  return email.kind === 'email' ? email.email : email.shown;
}

export function asSignInUser(user: User): SignInUser {
  return {
    id: user.id,
    isActive: user.status === 'active',
    isAdministrator: user.isAdministrator,
    ssoConnectorId: user.ssoConnectorId,
  };
}
