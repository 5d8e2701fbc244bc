import { LiveRefresh } from '@/components/interactions/live-refresh';
import { LogWaiting } from '@/components/interactions/log-waiting';
import { MessagesScope } from '@/components/shell/messages-scope';
import { Callout } from '@/components/ui/callout';
import { TextLink } from '@/components/ui/text-link';
import type { Cause } from '@/lib/domain/interaction/cause';
import type { Ctx, UserActor } from '@/lib/services/context';
import { readWaiting } from '@/lib/services/interactions/queries';
import { getMessages, getTranslations } from '@/lib/web/i18n';
import { may } from '@/lib/web/may';

interface WaitingNoticeProps {
  ctx: Ctx & { actor: UserActor };
  cause: Cause;
  /** They are logged by themselves once the cause is mended. */
  isAutomatic?: boolean;
}

/** On the page where a cause is mended: how many interactions wait for it, and the button that logs them. */
export async function WaitingNotice({ ctx, cause, isAutomatic = false }: WaitingNoticeProps) {
  if (!may(ctx.actor, 'interactions.access')) return null;
  const { count, run } = await readWaiting(ctx, { cause });
  if (count === 0 && run === null) return null;
  const [t, messages] = await Promise.all([getTranslations('interactions'), getMessages(['interactions'])]);
  if (run !== null)
    return (
      <Callout className="mb-5" title={t(`batch.running.${run.action}`, { done: run.done, total: run.total })}>
        <LiveRefresh everyMs={3000} />
        {t('batch.runningText')}
      </Callout>
    );
  return (
    <MessagesScope messages={messages}>
      <Callout
        tone="warning"
        className="mb-5"
        title={t('waiting.title', { count })}
        action={
          <>
            {!isAutomatic && may(ctx.actor, 'interactions.modify') && <LogWaiting cause={cause} count={count} />}
            <TextLink href={`/maker/interactions?state=needs_administrator&waits=${cause}`} className="self-center">
              {t('waiting.view')}
            </TextLink>
          </>
        }
      >
        {t(isAutomatic ? 'waiting.automatic' : 'waiting.text')}
      </Callout>
    </MessagesScope>
  );
}
