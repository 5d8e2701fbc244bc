import type { Ctx } from '../context';
import { isAdministratorThere } from './create-administrator';
import { isSetUpLink } from './create-set-up-link';
import { limitRate } from '../limit-rate';

/** Whether the printed setup link can still be used. */
type SetUpState = 'open' | 'done' | 'link_unknown';

export async function readSetUpState(ctx: Ctx, input: { token: string }): Promise<SetUpState> {
  if (await isAdministratorThere(ctx.db)) return 'done';
  if (await isSetUpLink(ctx.db, input.token, ctx.now())) return 'open';
  await limitRate(ctx, 'link-by-ip');
  return 'link_unknown';
}

/** Until the first administrator exists, nobody can sign in. */
export async function isSetUpNeeded(ctx: Ctx): Promise<boolean> {
  return !(await isAdministratorThere(ctx.db));
}
