import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { setUpAdministratorSchema } from '@/lib/domain/people/people';
import { hashPassword } from '@/lib/platform/password';
import { parseInput, write, type Ctx } from '../context';
import { createAdministrator, isAdministratorThere, lockFirstAdministrator } from './create-administrator';
import { slowDown } from './read-user-link';
import { forgetSetUpLink, isSetUpLink } from './set-up-link';

/** Whether the printed setup link can still be used. */
export type SetUpState = 'open' | 'done' | 'link_unknown';

/** Until the first administrator exists, nobody can sign in. */
export async function isSetUpNeeded(ctx: Ctx): Promise<boolean> {
  return !(await isAdministratorThere(ctx.db));
}

export async function lookAtSetUp(ctx: Ctx, input: { token: string }): Promise<SetUpState> {
  if (await isAdministratorThere(ctx.db)) return 'done';
  if (await isSetUpLink(ctx.db, input.token, ctx.now())) return 'open';
  await slowDown(ctx);
  return 'link_unknown';
}

/** Creates the first administrator with the printed link, once. */
export async function setUpAdministrator(
  ctx: Ctx,
  input: z.input<typeof setUpAdministratorSchema> & { language: 'en' | 'fr' },
): Promise<{ email: string }> {
  const { language, ...form } = input;
  const { token, name, email, password } = parseInput(setUpAdministratorSchema, form);
  const state = await lookAtSetUp(ctx, { token });
  if (state !== 'open') throw new AppError('PRECONDITION_FAILED', { key: `set_up_${state}` });

  const passwordHash = await hashPassword(password);
  return write(ctx, null, async (tx) => {
    await lockFirstAdministrator(tx);
    if (await isAdministratorThere(tx)) throw new AppError('PRECONDITION_FAILED', { key: 'set_up_done' });
    if (!(await isSetUpLink(tx, token, ctx.now())))
      throw new AppError('PRECONDITION_FAILED', { key: 'set_up_link_unknown' });
    const user = await createAdministrator(ctx, tx, { name, email, passwordHash, language });
    await forgetSetUpLink(tx);
    return { email: user.email };
  });
}
