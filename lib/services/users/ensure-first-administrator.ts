import { z } from 'zod';
import type { MessageRef } from '@/lib/domain/base/app-error';
import { checkNotOwnAddress, passwordSchema } from '@/lib/domain/people/people';
import { emailSchema } from '@/lib/domain/base/canonical-email';
import { issueMessages } from '@/lib/domain/base/validation';
import { uniqueViolation } from '@/lib/platform/db';
import { hashPassword } from '@/lib/platform/password';
import { withoutHistory, write, type Ctx, type Recorded } from '../context';
import { refusalOfPassword } from './check-new-password';
import { createAdministrator, isAdministratorThere, lockFirstAdministrator } from './create-administrator';
import { forgetSetUpLink, createSetUpLink } from './create-set-up-link';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/ensure-first-administrator',
  access: 'the product',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** What the start tells the operator. */
export type FirstAdministrator =
  /** Created from ADMIN_EMAIL and ADMIN_PASSWORD. */
  | { kind: 'created'; email: string }
  /** Nothing changed. `wasNamed`: ADMIN_EMAIL is set and had no effect. */
  | { kind: 'already-there'; wasNamed: boolean }
  /** ADMIN_EMAIL or ADMIN_PASSWORD is invalid (`validation` messages); use the setup link instead. */
  | { kind: 'refused'; reasons: MessageRef[]; url: string; expiresAt: Date }
  | { kind: 'link'; url: string; expiresAt: Date };

const namedSchema = z.object({ email: emailSchema, password: passwordSchema }).superRefine(checkNotOwnAddress);

/** At every start: creates the first administrator from the environment, or a one-time link to `/setup`. Never changes an existing one. */
export async function ensureFirstAdministrator(
  ctx: Ctx,
  input: { admin: { email: string; password: string } | null },
): Promise<FirstAdministrator> {
  const named = input.admin ? await readNamed(ctx, input.admin) : null;
  const passwordHash = named?.kind === 'fit' ? await hashPassword(named.password) : null;
  try {
    return await write(ctx, POLICY, async (tx): Promise<Recorded<FirstAdministrator>> => {
      await lockFirstAdministrator(tx);
      if (await isAdministratorThere(tx))
        return withoutHistory('nothing changed', { kind: 'already-there', wasNamed: input.admin !== null });
      if (named?.kind === 'fit' && passwordHash !== null) {
        const { email } = named;
        const recorded = await createAdministrator(ctx, tx, { name: email, email, passwordHash, language: 'en' });
        await forgetSetUpLink(tx);
        return recorded.with({ kind: 'created', email });
      }
      const link = await createSetUpLink(ctx, tx);
      if (named?.kind !== 'unfit') return link.with({ kind: 'link', ...link.value });
      return link.with({ kind: 'refused', reasons: named.reasons, ...link.value });
    });
  } catch (error) {
    if (!uniqueViolation(causeOf(error))) throw error;
    // A user without administrator rights has this email: don't promote them silently.
    const link = await write(ctx, POLICY, (tx) => createSetUpLink(ctx, tx));
    return { kind: 'refused', reasons: [{ key: 'taken' }], ...link };
  }
}

type Named = { kind: 'fit'; email: string; password: string } | { kind: 'unfit'; reasons: MessageRef[] };

async function readNamed(ctx: Ctx, admin: { email: string; password: string }): Promise<Named> {
  const parsed = namedSchema.safeParse(admin);
  if (!parsed.success)
    return { kind: 'unfit', reasons: parsed.error.issues.flatMap(issueMessages).map(([, ref]) => ref) };
  const key = await refusalOfPassword(ctx, { ...parsed.data, name: '' });
  return key === null ? { kind: 'fit', ...parsed.data } : { kind: 'unfit', reasons: [{ key }] };
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
