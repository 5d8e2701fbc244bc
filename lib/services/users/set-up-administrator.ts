import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { setUpAdministratorSchema } from '@/lib/domain/people/people';
import { hashPassword } from '@/lib/platform/password';
import { parseInput, write, type Ctx } from '../context';
import { hashInTurn } from '../sessions/admit-password';
import { readSetUpState } from './read-set-up-state';
import { checkNewPassword } from './check-new-password';
import { createAdministrator, isAdministratorThere, lockFirstAdministrator } from './create-administrator';
import { forgetSetUpLink, isSetUpLink } from './create-set-up-link';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'users/set-up-administrator',
  access: 'no sign-in',
  freshSignIn: { never: 'it asks for a proof of its own' },
  handsOut: [],
  touches: 'nothing',
});

/** Creates the first administrator with the printed link, once. */
export async function setUpAdministrator(
  ctx: Ctx,
  input: z.input<typeof setUpAdministratorSchema> & { language: 'en' | 'fr' },
): Promise<{ email: string }> {
  const { language, ...form } = input;
  const { token, name, email, password } = parseInput(setUpAdministratorSchema, form);
  const state = await readSetUpState(ctx, { token });
  if (state !== 'open') throw new AppError('PRECONDITION_FAILED', { key: `set_up_${state}` });

  await checkNewPassword(ctx, { password, name, email });
  const passwordHash = await hashInTurn(ctx, email, () => hashPassword(password));
  return write(ctx, POLICY, async (tx) => {
    await lockFirstAdministrator(tx);
    if (await isAdministratorThere(tx)) throw new AppError('PRECONDITION_FAILED', { key: 'set_up_done' });
    if (!(await isSetUpLink(tx, token, ctx.now())))
      throw new AppError('PRECONDITION_FAILED', { key: 'set_up_link_unknown' });
    const recorded = await createAdministrator(ctx, tx, { name, email, passwordHash, language });
    await forgetSetUpLink(tx);
    return recorded.with({ email });
  });
}
