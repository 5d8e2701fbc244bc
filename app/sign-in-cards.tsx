import { SecondFactorCard } from '@/components/second-factor/second-factor-card';
import { EndOtherSessions } from '@/components/sessions/end-other-sessions';
import { SessionList } from '@/components/sessions/session-list';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import { ChangePasswordForm } from '@/components/users/change-password-form';
import type { Ctx, UserActor } from '@/lib/services/context';
import { listOwnFactors } from '@/lib/services/second-factor/queries';
import { listOwnSessions } from '@/lib/services/sessions/queries';
import { readOwnAccount } from '@/lib/services/users/read-own-account';
import { getTranslations } from '@/lib/web/i18n';

/** How the user signs in, and where they are signed in. Needs the messages `settings`, `users`, `login` and `second-factor`. */
export async function SignInCards({ ctx }: { ctx: Ctx & { actor: UserActor } }) {
  const [t, shell, account, sessions] = await Promise.all([
    getTranslations('settings'),
    getTranslations('shell'),
    readOwnAccount(ctx),
    listOwnSessions(ctx),
  ]);
  const { rule, breakGlassUsedAt: usedAt } = account;
  // A second factor protects a password: users who sign in without one are asked by their provider.
  const factors = account.hasPassword && rule.kind !== 'connector' ? await listOwnFactors(ctx) : null;
  return (
    <>
      {account.wrongPasswords > 0 && (
        <Callout tone="warning" title={shell('wrongPasswords', { count: account.wrongPasswords })}>
          {shell('wrongPasswordsText')}
        </Callout>
      )}
      <Card title={t('account.password')}>
        {rule.kind === 'break-glass' && (
          <Callout tone="warning" title={t('account.breakGlass')} className="mb-4">
            <p>{t('account.breakGlassText', { connector: rule.connector.name })}</p>
            {usedAt !== null && <p>{t.rich('account.breakGlassUsed', { time: () => <Time value={usedAt} /> })}</p>}
          </Callout>
        )}
        {rule.kind === 'connector' ? (
          <p className="text-muted">{t('account.connectorRequired', { connector: rule.connector.name })}</p>
        ) : account.hasPassword ? (
          <ChangePasswordForm email={ctx.actor.email} />
        ) : (
          <p className="text-muted">
            {account.connector
              ? t('account.noPassword', { connector: account.connector.name })
              : t('account.noPasswordAtAll')}
          </p>
        )}
      </Card>
      {factors !== null && (
        <SecondFactorCard
          factors={factors.items}
          recoveryCodesLeft={factors.recoveryCodesLeft}
          isRequired={factors.isRequired}
          passkeys={factors.passkeys}
        />
      )}
      <Card title={t('account.sessions')} action={sessions.length > 1 ? <EndOtherSessions /> : undefined}>
        <SessionList sessions={sessions} mayEnd />
      </Card>
    </>
  );
}
