import { AppError } from '@/lib/domain/base/app-error';
import { isMadeOfOwnWords, ownWords } from '@/lib/domain/people/own-words';
import { isOwnAddress } from '@/lib/domain/people/people';
import { isCommonPassword } from '@/lib/platform/common-passwords';
import type { Ctx } from '../context';

interface NewPassword {
  password: string;
  name: string;
  email: string;
}

type PasswordRefusal = 'password_is_address' | 'password_known' | 'password_own_words';

/** Why nobody should choose this password, beyond what the form can tell; null if nothing speaks against it. */
export async function refusalOfPassword(ctx: Ctx, chosen: NewPassword): Promise<PasswordRefusal | null> {
  const { password, name, email } = chosen;
  const isKnown = await isCommonPassword(password);
  const isOwn = isMadeOfOwnWords(password, ownWords({ name, email, publicUrl: ctx.config.publicUrl }));
  if (isOwnAddress(password, email)) return 'password_is_address';
  if (isKnown) return 'password_known';
  return isOwn ? 'password_own_words' : null;
}

/** Called wherever a password is chosen, once it is certain that somebody may choose one. */
export async function checkNewPassword(ctx: Ctx, chosen: NewPassword): Promise<void> {
  const key = await refusalOfPassword(ctx, chosen);
  if (key !== null) throw new AppError('INVALID_INPUT', { fields: { password: { key } } });
}
