'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { isOwnChoice } from '@/lib/domain/connection/auth-method';
import { Button } from '../ui/button';
import { buttonStyles } from '../ui/button-styles';
import { Callout } from '../ui/callout';
import { LinkButton } from '../ui/link-button';
import type { Activation } from './method-api';
import { refusalParams } from './refusal-params';
import { useTrip } from './use-trip';

const TripContext = createContext<ReturnType<typeof useTrip> | null>(null);

interface ActivationProviderProps {
  methodId: string;
  /** A trip of the reader's own that is still under way. */
  ownTripId: string | null;
  children: ReactNode;
}

/** Around a page with an ActivateButton and an ActivationPanel: both are about the same trip. */
export function ActivationProvider({ methodId, ownTripId, children }: ActivationProviderProps) {
  return <TripContext value={useTrip(methodId, ownTripId)}>{children}</TripContext>;
}

function useActivation(): ReturnType<typeof useTrip> {
  const trip = useContext(TripContext);
  if (trip === null) throw new Error('An activation needs an ActivationProvider around it');
  return trip;
}

export function ActivateButton({ isEnabled }: { isEnabled: boolean }) {
  const t = useTranslations('auth-methods');
  const { busy, trip, start } = useActivation();
  if (trip !== null) return null;
  return (
    <Button variant={isEnabled ? 'secondary' : 'primary'} busy={busy} onClick={() => void start()}>
      {isEnabled ? t('activateAgain') : t('activate')}
    </Button>
  );
}

interface ActivationPanelProps {
  /** What the reader may go on with. */
  can: { createConnector: boolean; createCrm: boolean };
}

/** Where the trip stands: waiting, blocked, closed, over. */
export function ActivationPanel({ can }: ActivationPanelProps) {
  const { failure, trip, end } = useActivation();
  if (failure !== undefined)
    return <Callout live tone="danger" title={failure.message} detail={failure.detail} reference={failure.reference} />;
  if (end !== undefined) return <TripEnd activation={end} can={can} />;
  if (trip !== null) return <Waiting />;
  return null;
}

function Waiting() {
  const t = useTranslations('auth-methods');
  const { busy, trip, openAgain, cancel } = useActivation();
  if (trip === null) return null;
  const { title, text } = {
    open: { title: t('trip.waiting'), text: t('trip.waitingText') },
    blocked: { title: t('trip.blocked'), text: t('trip.blockedText') },
    closed: { title: t('trip.closed'), text: t('trip.closedText') },
    elsewhere: { title: t('trip.otherTab'), text: t('trip.otherTabText') },
  }[trip.window];
  return (
    <Callout
      live
      tone={trip.window === 'open' || trip.window === 'elsewhere' ? 'info' : 'warning'}
      title={title}
      action={
        <>
          {trip.authorizeUrl !== null && trip.window !== 'open' && (
            // To the provider, not within the application: a link of the browser's own.
            <a
              href={trip.authorizeUrl}
              className={buttonStyles({ variant: trip.window === 'blocked' ? 'primary' : 'secondary' })}
            >
              {t('trip.openHere')}
            </a>
          )}
          {trip.authorizeUrl !== null && <Button onClick={openAgain}>{t('trip.openAgain')}</Button>}
          <Button busy={busy} onClick={() => void cancel()}>
            {t('trip.cancel')}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {trip.window !== 'blocked' && <ProviderError />}
    </Callout>
  );
}

const CAUSES = ['scopes', 'client', 'redirect', 'permission'] as const;

/** HubSpot shows some errors on a page of its own and sends nothing back: what they mean is said here. */
function ProviderError() {
  const t = useTranslations('auth-methods');
  return (
    <details className="text-sm">
      <summary className="w-fit rounded-small text-muted hover:text-ink">{t('trip.providerError.title')}</summary>
      <ul className="mt-1.5 list-disc space-y-1.5 pl-4">
        {CAUSES.map((cause) => (
          <li key={cause}>{t(`trip.providerError.${cause}`)}</li>
        ))}
      </ul>
    </details>
  );
}

function TripEnd({ activation, can }: { activation: Activation; can: ActivationPanelProps['can'] }) {
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
          title={t('trip.succeeded', { name: method.name })}
          action={
            <>
              {can.createConnector && (
                <LinkButton href={`/maker/sso-connectors/new?method=${method.id}`}>
                  {t('trip.nextConnector')}
                </LinkButton>
              )}
              {can.createCrm && <LinkButton href="/maker/crm/new">{t('trip.nextCrm')}</LinkButton>}
            </>
          }
        >
          <p>{t('trip.succeededText', { portal: method.portal?.name ?? '', id: method.portal?.id ?? '' })}</p>
        </Callout>
      );
    case 'awaiting_confirmation':
      return (
        <Callout
          live
          tone="warning"
          title={t('trip.decide')}
          action={
            <LinkButton variant="primary" href={`/connect/activation/${transactionId}`}>
              {t('trip.decide')}
            </LinkButton>
          }
        >
          <p>{t('trip.decideText', { from: progress.from.name, to: progress.to.name })}</p>
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
