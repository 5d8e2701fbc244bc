import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { signInCodeSchema, type SignInCode } from '@/lib/domain/people/second-factor';
import { hashSecret } from '@/lib/platform/crypto';
import { totpStepOf } from '@/lib/platform/totp';
import {
  deriveCtx,
  parseInput,
  recordHistory,
  withoutHistory,
  write,
  type Ctx,
  type Recorded,
  type WriteTx,
} from '../context';
import { tooFast } from '../limit-rate';
import { endSession } from '../sessions/end-session';
import { lockSigningIn, openSecondStep, type SigningIn } from '../sessions/open-second-step';
import {
  admitSecondStep,
  countWrongCode,
  openTotpSecret,
  recordLostAccount,
  recordRefusal,
  secondStepOver,
} from './internal';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'second-factor/verify-code',
  access: 'whatever the actor may do now',
  freshSignIn: { never: 'it asks for a proof of its own' },
  handsOut: [],
  touches: 'own',
});

type Outcome =
  | { kind: 'signed-in'; token: string }
  | { kind: 'over' }
  | { kind: 'wrong' }
  | { kind: 'wait'; seconds: number };

/**
 * The second step with a code of an app or a recovery code. A wrong code, one that was used before and one of somebody
 * else read the same. Wrong ones are counted per account under a lock, so that parallel guesses can't outrun the wait.
 */
export async function verifyCode(
  ctx: Ctx,
  input: z.input<typeof signInCodeSchema> & { ticket: string | undefined; formerToken: string | null },
): Promise<{ token: string }> {
  const { ticket: text, formerToken, ...rest } = input;
  // A forged or expired ticket costs no query.
  const step = openSecondStep(ctx, { ticket: text });
  if (!step || step.content.needs !== 'factor') throw secondStepOver();
  const code = parseInput(signInCodeSchema, rest);

  // The browser's previous session, the actor, has no say in who signs in now.
  const outcome = await write(ctx, POLICY, async (tx): Promise<Recorded<Outcome>> => {
    const say = (said: Outcome) => withoutHistory<Outcome>('the row is its own record', said);
    const user = await lockSigningIn(tx, step.content);
    if (!user) {
      await recordLostAccount(ctx, tx, { userId: step.content.userId, way: 'password', factor: code.kind });
      return say({ kind: 'over' });
    }
    const waitMs = (user.codeWaitUntil?.getTime() ?? 0) - ctx.now().getTime();
    if (waitMs > 0) return say({ kind: 'wait', seconds: Math.ceil(waitMs / 1000) });

    const check =
      code.kind === 'totp' ? await findTotp(ctx, tx, user, code.code) : await findRecoveryCode(ctx, tx, user, code);
    if (check.kind === 'wrong') {
      await countWrongCode(ctx, tx, user);
      await recordRefusal(ctx, tx, { user, way: 'password', factor: code.kind, reason: check.reason });
      return say({ kind: 'wrong' });
    }
    const token = await admitSecondStep(ctx, tx, { user, step, factor: code.kind });
    if (token === null) return say({ kind: 'over' });
    return (await check.use()).with<Outcome>({ kind: 'signed-in', token });
  });

  if (outcome.kind === 'over') throw secondStepOver();
  if (outcome.kind === 'wrong') throw new AppError('INVALID_INPUT', { fields: { code: { key: 'wrong_code' } } });
  if (outcome.kind === 'wait') throw tooFast(outcome.seconds);
  if (formerToken !== null) await endSession(ctx, { token: formerToken });
  ctx.log.info({ userId: step.content.userId, factor: code.kind }, 'signed in with a second factor');
  return { token: outcome.token };
}

type Check = { kind: 'right'; use: () => Promise<Recorded<void>> } | { kind: 'wrong'; reason: string };

/** A time step counts once: neither its code nor an older one works again. */
async function findTotp(ctx: Ctx, tx: WriteTx, user: SigningIn, code: string): Promise<Check> {
  const apps = await tx.secondFactor.findMany({ where: { userId: user.id, kind: 'totp' } });
  let isReplay = false;
  for (const app of apps) {
    const step = totpStepOf(openTotpSecret(ctx, app), code, ctx.now());
    if (step === null) continue;
    if (app.totpStep === null || step > app.totpStep)
      return {
        kind: 'right',
        use: async () => {
          await tx.secondFactor.update({ where: { id: app.id }, data: { totpStep: step, lastUsedAt: ctx.now() } });
          return withoutHistory('the row is its own record');
        },
      };
    isReplay = true;
  }
  return { kind: 'wrong', reason: isReplay ? 'code_replayed' : 'wrong_code' };
}

async function findRecoveryCode(
  ctx: Ctx,
  tx: WriteTx,
  user: SigningIn,
  { code }: Extract<SignInCode, { kind: 'recovery_code' }>,
): Promise<Check> {
  const found = await tx.recoveryCode.findUnique({
    where: { userId_codeHash: { userId: user.id, codeHash: hashSecret(code) } },
  });
  if (!found) return { kind: 'wrong', reason: 'wrong_code' };
  if (found.usedAt !== null) return { kind: 'wrong', reason: 'code_replayed' };
  return {
    kind: 'right',
    use: async () => {
      await tx.recoveryCode.update({ where: { id: found.id }, data: { usedAt: ctx.now() } });
      const left = await tx.recoveryCode.count({ where: { userId: user.id, usedAt: null } });
      return recordHistory(deriveCtx(ctx, { actor: { kind: 'system', name: 'sign-in' } }), tx, {
        action: 'user.recovery-code-used',
        entity: 'user',
        entityId: user.id,
        entityName: user.name,
        after: { recoveryCodesLeft: left },
      });
    },
  };
}
