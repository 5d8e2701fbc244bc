import { recoveryCodesSchema } from '@/lib/domain/answers/second-factor';
import { createRecoveryCodes } from '@/lib/services/second-factor/create-recovery-codes';
import { defineRoute } from '@/lib/web/route';

export const POST = defineRoute({
  method: 'POST',
  path: '/api/account/second-factor/recovery-codes',
  summary: 'Replaces the current user’s recovery codes and returns the new ones once. Requires a recent sign-in.',
  tag: 'My account',
  access: { signedIn: true },
  response: recoveryCodesSchema,
  handle: ({ ctx }) => createRecoveryCodes(ctx),
});
