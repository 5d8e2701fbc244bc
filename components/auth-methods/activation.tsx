'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { isOwnChoice } from '@/lib/domain/connection/auth-method';
import type { Activation } from '@/lib/domain/answers/auth-method';
import { Button } from '../ui/button';
import { buttonStyles } from '../ui/button-styles';
import { Callout } from '../ui/callout';
import { FailureCallout } from '../ui/failure-callout';
import { LinkButton } from '../ui/link-button';
import { refusalParams } from './refusal-params';
import { useActivationFlow } from './use-activation-flow';

const ActivationContext = createContext<ReturnType<typeof useActivationFlow> | null>(null);

interface ActivationProviderProps {
  methodId: string;
  /** The user's own authorization flow, if one is in progress. */
  pendingActivationId: string | null;
  children: ReactNode;
}

/** Shares one flow between the page's ActivateButton and ActivationPanel. */
export function ActivationProvider({ methodId, pendingActivationId, children }: ActivationProviderProps) {
  return <ActivationContext value={useActivationFlow(methodId, pendingActivationId)}>{children}</ActivationContext>;
}

function useActivation(): ReturnType<typeof useActivationFlow> {
  const flow = useContext(ActivationContext);
  if (flow === null) throw new Error('An activation needs an ActivationProvider around it');
  return flow;
}

export function ActivateButton({ isEnabled }: { isEnabled: boolean }) {
  const t = useTranslations('auth-methods');
  const { busy, flow, start } = useActivation();
  if (flow !== null) return null;
  return (
    <Button variant={isEnabled ? 'secondary' : 'primary'} busy={busy} onClick={() => void start()}>
      {isEnabled ? t('activateAgain') : t('activate')}
    </Button>
  );
}

interface ActivationPanelProps {
  /** The next steps that the user may take. */
  can: { createConnector: boolean; createCrm: boolean };
}

/** The flow's state: waiting, blocked, closed or finished. */
export function ActivationPanel({ can }: ActivationPanelProps) {
  const { failure, flow, end } = useActivation();
  if (failure !== undefined) return <FailureCallout failure={failure} />;
  if (end !== undefined) return <ActivationFlowEnd activation={end} can={can} />;
  if (flow !== null) return <Waiting />;
  return null;
}

function Waiting() {
  const t = useTranslations('auth-methods');
  const { busy, flow, openAgain, cancel } = useActivation();
  if (flow === null) return null;
  const { title, text } = {
    open: { title: t('flow.waiting'), text: t('flow.waitingText') },
    blocked: { title: t('flow.blocked'), text: t('flow.blockedText') },
    closed: { title: t('flow.closed'), text: t('flow.closedText') },
    elsewhere: { title: t('flow.otherTab'), text: t('flow.otherTabText') },
  }[flow.window];
  return (
    <Callout
      live
      tone={flow.window === 'open' || flow.window === 'elsewhere' ? 'info' : 'warning'}
      title={title}
      action={
        <>
          {flow.authorizeUrl !== null && flow.window !== 'open' && (
            // An ordinary link, because it leads out of the application.
            <a
              href={flow.authorizeUrl}
              className={buttonStyles({ variant: flow.window === 'blocked' ? 'primary' : 'secondary' })}
            >
              {t('flow.openHere')}
            </a>
          )}
          {flow.authorizeUrl !== null && <Button onClick={openAgain}>{t('flow.openAgain')}</Button>}
          <Button busy={busy} onClick={() => void cancel()}>
            {t('flow.cancel')}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {flow.window !== 'blocked' && <ProviderError />}
    </Callout>
  );
}

const CAUSES = ['scopes', 'client', 'redirect', 'permission'] as const;

/** Explains errors that HubSpot shows on its own page without telling us. */
function ProviderError() {
  const t = useTranslations('auth-methods');
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-small text-muted hover:text-ink">{t('flow.providerError.title')}</summary>
      <ul className="mt-1.5 list-disc space-y-1.5 pl-4">
        {CAUSES.map((cause) => (
          <li key={cause}>{t(`flow.providerError.${cause}`)}</li>
        ))}
      </ul>
    </details>
  );
}

function ActivationFlowEnd({ activation, can }: { activation: Activation; can: ActivationPanelProps['can'] }) {
  const t = useTranslations('auth-methods');
  const c = useTranslations('connect');
  const { method, progress, transactionId } = activation;
  switch (progress.kind) {
    case 'waiting':
      return null;
    case 'succeeded':
      return (
        <Callout
          live
          tone="success"
          title={t('flow.succeeded', { name: method.name })}
          action={
            <>
              {can.createConnector && (
                <LinkButton href={`/maker/sso-connectors/new?method=${method.id}`}>
                  {t('flow.nextConnector')}
                </LinkButton>
              )}
              {can.createCrm && <LinkButton href="/maker/crm/new">{t('flow.nextCrm')}</LinkButton>}
            </>
          }
        >
          <p>{t('flow.succeededText', { portal: method.portal?.name ?? '', id: method.portal?.id ?? '' })}</p>
        </Callout>
      );
    case 'awaiting_confirmation':
      return (
        <Callout
          live
          tone="warning"
          title={t('flow.decide')}
          action={
            <LinkButton variant="primary" href={`/connect/activation/${transactionId}`}>
              {t('flow.decide')}
            </LinkButton>
          }
        >
          <p>{t('flow.decideText', { from: progress.from.name, to: progress.to.name })}</p>
        </Callout>
      );
    case 'refused':
      return (
        <Callout
          live
          tone={isOwnChoice(progress.reason) ? 'info' : 'danger'}
          title={c(`refusal.${progress.reason}.title`)}
        >
          <p>{c(`refusal.${progress.reason}.text`, refusalParams({ environment: method.environment, ...progress }))}</p>
          {method.isEnabled && method.portal !== null && <p>{c('refusal.stays', { portal: method.portal.name })}</p>}
        </Callout>
      );
  }
}
