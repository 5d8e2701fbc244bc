import { z } from 'zod';
import { hashSecret } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import type { Ctx } from '../context';
import { defineTicket, type Ticket } from '../define-ticket';

/** Somebody whose password was right, and who isn't signed in yet. */
export const secondStepTicket = defineTicket(
  'second-step',
  z.object({
    userId: z.uuid(),
    /** Tells whether it is still the same password. */
    passwordMark: z.string(),
    attemptId: z.uuid(),
    needs: z.enum(['factor', 'enrolment']),
    /** The session of somebody who signs in again in place. */
    renews: z.uuid().nullable(),
  }),
);
export type SecondStepTicket = Ticket<{
  userId: string;
  passwordMark: string;
  attemptId: string;
  needs: 'factor' | 'enrolment';
  renews: string | null;
}>;

export interface SigningIn {
  id: string;
  name: string;
  email: string;
  passwordHash: string;
  failedCodes: number;
  codeWaitUntil: Date | null;
}

/**
 * Somebody on the way in, locked so that two answers at once are checked one after the other. Null if they were disabled
 * or got another password since.
 */
export async function lockSigningIn(
  tx: Tx,
  { userId, passwordMark }: { userId: string; passwordMark: string | null },
): Promise<SigningIn | null> {
  const [user] = await tx.$queryRaw<(Omit<SigningIn, 'passwordHash'> & { passwordHash: string | null })[]>`
    SELECT "id", "name", "email", "passwordHash", "failedCodes", "codeWaitUntil"
    FROM "User" WHERE "id" = ${userId}::uuid AND "status" = 'active' FOR UPDATE`;
  const hash = user?.passwordHash ?? null;
  if (!user || hash === null) return null;
  return passwordMark === null || hashSecret(hash) === passwordMark ? { ...user, passwordHash: hash } : null;
}

/** Null for whatever is no ticket of a sign-in that can still be finished. */
export function openSecondStep(ctx: Ctx, input: { ticket: string | undefined }): SecondStepTicket | null {
  return secondStepTicket.open(ctx, input.ticket);
}
