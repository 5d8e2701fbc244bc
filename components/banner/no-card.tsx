'use client';

import { Plus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { BannerInteraction, BannerState } from '@/lib/domain/answers/banner';
import { Button } from '../ui/button';
import { CardChoice } from './card-choice';
import { isCardHidden, canAgentSearch, objectsOf, prefilled } from './interaction-words';
import { LookingUp, LookUpButton } from './look-up';
import type { View } from './use-cards';

interface NoCardProps {
  interaction: BannerInteraction;
  state: BannerState;
  onChanged: (interaction: BannerInteraction) => void;
  onView: (view: View) => void;
}

/** An interaction without a card: the search in progress, possible matches, or why there is no card and what to do. */
export function NoCard({ interaction, state, onChanged, onView }: NoCardProps) {
  const t = useTranslations('banner');
  const { decision } = interaction;
  if (isCardHidden(interaction)) return <HiddenCard />;
  if (interaction.nonCustomer !== null) return <NoCustomer nonCustomer={interaction.nonCustomer} />;
  if (decision === null)
    return interaction.endedAt === null ? (
      <LookingUp key={interaction.id} interaction={interaction} onChanged={onChanged} />
    ) : (
      <NotSearched interaction={interaction} onChanged={onChanged} />
    );
  const asks = canAgentSearch(interaction);
  return (
    <section aria-label={t('noCardFor')} className="rounded-card border bg-raised">
      {decision.kind === 'choose' ? (
        <CardChoice
          interaction={interaction}
          cards={decision.cards}
          total={decision.total}
          state={state}
          onChanged={onChanged}
          onView={onView}
        />
      ) : (
        <Reason decision={decision} />
      )}
      <div className="space-y-3 px-4 pt-3 pb-4">
        {(decision.kind === 'unavailable' || asks) && (
          <LookUpButton interaction={interaction} onChanged={onChanged} {...(asks ? { moment: 'manual' } : {})} />
        )}
        {mayCreate(decision) && <CreateOffers interaction={interaction} state={state} onView={onView} />}
        <p className="text-sm text-muted">{t(decision.kind === 'choose' ? 'noneOfThese' : 'findInstead')}</p>
      </div>
    </section>
  );
}

/** It was over before anything searched for its card. */
function NotSearched({ interaction, onChanged }: Pick<NoCardProps, 'interaction' | 'onChanged'>) {
  const t = useTranslations('banner');
  return (
    <section aria-label={t('noCardFor')} className="space-y-3 rounded-card border bg-raised px-4 pt-3 pb-4">
      <p className="font-medium">{t('notSearched')}</p>
      <LookUpButton interaction={interaction} onChanged={onChanged} />
      <p className="text-sm text-muted">{t('findInstead')}</p>
    </section>
  );
}

/** Offers no new card: the customer exists, but this agent's profile hides the card. */
function HiddenCard() {
  const t = useTranslations('banner');
  return (
    <section aria-label={t('noCardFor')} className="rounded-card border bg-raised px-4 pt-3 pb-4">
      <p className="font-medium">{t('hidden')}</p>
      <p className="mt-0.5 text-muted">{t('hiddenText')}</p>
      <p className="mt-3 text-sm text-muted">{t('findInstead')}</p>
    </section>
  );
}

/** Offers no new card: a colleague's number is not to become a customer's. A card found by hand says that it was one. */
function NoCustomer({ nonCustomer: { kind, name } }: { nonCustomer: NonNullable<BannerInteraction['nonCustomer']> }) {
  const t = useTranslations('banner');
  const title =
    kind === 'internal' && name !== null ? t('nonCustomer.internalWith', { name }) : t(`nonCustomer.${kind}`);
  return (
    <section aria-label={t('noCardFor')} className="rounded-card border bg-raised px-4 pt-3 pb-4">
      <p className="font-medium">{title}</p>
      <p className="mt-0.5 text-muted">{t('nonCustomer.text')}</p>
      <p className="mt-3 text-sm text-muted">{t('nonCustomer.find')}</p>
    </section>
  );
}

/** Not offered if the CRM was not searched, because the customer may exist. */
function mayCreate(decision: NonNullable<BannerInteraction['decision']>): boolean {
  if (decision.kind === 'unavailable' || decision.kind === 'hidden') return false;
  return decision.kind === 'open' || decision.offer.action !== 'nothing';
}

function Reason({ decision }: { decision: NonNullable<BannerInteraction['decision']> }) {
  const t = useTranslations('banner');
  const notice = (title: string, text?: string) => (
    <div className="px-4 pt-3">
      <p className="font-medium">{title}</p>
      {text !== undefined && <p className="mt-0.5 text-muted">{text}</p>}
    </div>
  );
  switch (decision.kind) {
    case 'open':
      return notice(t('rejected', { title: decision.card.title }));
    case 'withheld':
      return notice(t('withheldText'));
    case 'unavailable':
      return notice(t('unavailable.title', { reason: decision.reason }), t('unavailable.text'));
    case 'none':
      if (decision.scenarioId === null) return notice(t('notAsked'), t('notAskedText'));
      return notice(decision.matches > 0 ? t('foundNothingOpened', { count: decision.matches }) : t('none'));
    case 'choose':
    case 'hidden':
      return notice(t('none'));
  }
}

/** Offers a new card, starting with objects that can store the customer's number or email address. */
function CreateOffers({ interaction, state, onView }: Omit<NoCardProps, 'onChanged'>) {
  const t = useTranslations('banner');
  const offers = objectsOf(state)
    .filter(({ canCreate, isConnected }) => canCreate && isConnected)
    .map((object) => ({ object, values: prefilled(object, interaction, state.defaultCountry) }))
    .sort((a, b) => Object.keys(b.values).length - Object.keys(a.values).length);
  if (offers.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {offers.slice(0, 2).map(({ object, values }) => (
        <Button
          key={object.id}
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => onView({ kind: 'create', objectId: object.id, values })}
        >
          {t('createIn', { object: object.name })}
        </Button>
      ))}
    </div>
  );
}
