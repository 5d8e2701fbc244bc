import { canonicalEmail } from '@/lib/domain/base/canonical-email';
import { closeDeployment, contextOf, createDeployment } from '@/lib/deployment';
import { resetSecondFactor } from '@/lib/services/second-factor/reset-second-factor';

const USAGE = `npm run reset-second-factor -- <email>

Removes a user's second factors and recovery codes and ends their sessions: for an administrator who lost them and whom
no other administrator can help. They set up new ones at the next sign-in. The history says that it was done here.
`;

const [typed, ...rest] = process.argv.slice(2);
const email = typed === undefined || rest.length > 0 ? null : canonicalEmail(typed);
if (email === null) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  const deployment = createDeployment('web');
  const ctx = contextOf(deployment, { actor: { kind: 'system', name: 'npm run reset-second-factor' } });
  const user = await ctx.db.user.findUnique({
    where: { email },
    select: { id: true, _count: { select: { factors: true } } },
  });
  if (user === null || user._count.factors === 0) {
    process.stderr.write(user === null ? `No user has the address ${email}.\n` : `${email} has no second factor.\n`);
    process.exitCode = 1;
  } else {
    await resetSecondFactor(ctx, { id: user.id });
    process.stdout.write(`The second factors of ${email} were removed, and their sessions have ended.\n`);
  }
  await closeDeployment(deployment);
}
