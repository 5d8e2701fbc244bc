import { Secret, TOTP } from 'otpauth';
import { AppError } from '@/lib/domain/base/app-error';
import type { UserActor } from '@/lib/services/context';
import { confirmEnrolment } from '@/lib/services/second-factor/confirm-enrolment';
import { finishPasskeySignIn } from '@/lib/services/second-factor/finish-passkey-sign-in';
import { startEnrolment, type Enrollee } from '@/lib/services/second-factor/start-enrolment';
import { startPasskeySignIn } from '@/lib/services/second-factor/start-passkey-sign-in';
import { verifyCode } from '@/lib/services/second-factor/verify-code';
import { signInWithPassword } from '@/lib/services/sessions/sign-in-with-password';
import { cheapHash } from './cheap-password';
import { PUBLIC_URL, type World } from './connect-world';
import { SoftPasskey } from './passkey';

export const PASSWORD = 'correct horse battery';
const STORED = cheapHash(PASSWORD);

export type Clock = () => Date;

/** Local accounts and their sign-in, step by step. */
export function secondFactorWorld(world: World) {
  const as = (actor: UserActor, now?: Clock) => world.ctx(actor, now);
  const anonymous = (now?: Clock) => world.ctx({ kind: 'anonymous' }, now);

  async function account(options: Parameters<World['person']>[0] = {}): Promise<UserActor> {
    const { actor } = await world.person(options);
    await world.db.user.update({ where: { id: actor.userId }, data: { passwordHash: STORED } });
    return actor;
  }

  /** The ticket of a right password. */
  async function password(actor: UserActor, now?: Clock): Promise<string> {
    const result = await signInWithPassword(anonymous(now), { email: actor.email, password: PASSWORD });
    if (result.kind !== 'second-step') throw new Error(`The sign-in answered ${result.kind}`);
    return result.ticket;
  }

  async function addTotp(actor: UserActor, now: Clock = () => new Date(), by: Enrollee = { by: 'session' }) {
    const ctx = by.by === 'session' ? as(actor, now) : anonymous(now);
    const started = await startEnrolment(ctx, by, { kind: 'totp' });
    if (started.kind !== 'totp') throw new Error('not an app');
    const app = new App(started.setUpKey);
    const confirmed = await confirmEnrolment(ctx, by, {
      kind: 'totp',
      ticket: started.ticket,
      name: 'Phone',
      code: app.code(now()),
    });
    return { ...confirmed, app, ticket: started.ticket };
  }

  async function addPasskey(actor: UserActor, passkey = new SoftPasskey(PUBLIC_URL)) {
    const started = await startEnrolment(as(actor), { by: 'session' }, { kind: 'passkey' });
    if (started.kind !== 'passkey') throw new Error('not a passkey');
    const { ticket, options } = started;
    const confirmed = await confirmEnrolment(
      as(actor),
      { by: 'session' },
      { kind: 'passkey', ticket, name: 'Laptop', response: passkey.create(options) },
    );
    return { ...confirmed, passkey };
  }

  return {
    as,
    anonymous,
    account,
    password,
    addTotp,
    addPasskey,
    code: (ticket: string, code: string, now?: Clock) =>
      verifyCode(anonymous(now), { kind: 'totp', code, ticket, formerToken: null }),
    recovery: (ticket: string, code: string, now?: Clock) =>
      verifyCode(anonymous(now), { kind: 'recovery_code', code, ticket, formerToken: null }),
    ask: (step: 'first' | 'second', ticket?: string, now?: Clock) =>
      startPasskeySignIn(anonymous(now), { step, ticket }),
    answer: (
      challengeTicket: string | undefined,
      response: Parameters<typeof finishPasskeySignIn>[1]['response'],
      ticket?: string,
      now?: Clock,
    ) =>
      finishPasskeySignIn(anonymous(now), { challengeTicket, ticket, response, formerToken: null, knownBrowser: null }),
  };
}

/** An authenticator app. */
class App {
  readonly #totp: TOTP;

  constructor(secret: string) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secret) });
  }

  code(now: Date): string {
    return this.#totp.generate({ timestamp: now.getTime() });
  }

  /** A code that is not valid anywhere near now. */
  wrongCode(now: Date): string {
    const near = [-2, -1, 0, 1, 2].map((step) => this.code(new Date(now.getTime() + step * 30_000)));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !near.includes(code)) ?? '';
  }
}

/** What a refusal says: its code, key and fields; nothing else reaches a browser. */
export async function refusal(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, key: error.key, fields: error.fields };
    throw error;
  }
  return 'nothing was refused';
}
