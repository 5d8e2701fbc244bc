'use client';

import { useTranslations } from 'use-intl';
import { useEffect } from 'react';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import { useAnnounce } from '../ui/announcer';
import { gradeOf, isCardHidden, isLeaving } from './interaction-words';
import { useStateText } from './use-state-text';

/** Announces each message once to screen readers, without moving the focus. */
export function useAnnouncements(interaction: BannerInteraction, who: string): void {
  const t = useTranslations('banner');
  const announce = useAnnounce();
  const { decision, channel, direction, state } = interaction;
  const grade = gradeOf(interaction);
  const found = decision?.kind === 'open' ? decision.card.title : '';
  const isOver = state === 'ended' || state === 'missed';
  const stateText = useStateText();
  const leaving = isLeaving(interaction) ? stateText(interaction) : null;
  const arrival = isOver ? null : t('announce', { channel, direction, who });
  // Announce this too, so that the previous name is replaced.
  const known = isCardHidden(interaction)
    ? t('hidden')
    : grade === null
      ? null
      : t('announceFound', { grade, who: found === '' ? who : found });
  const finding = isOver ? null : known;
  useEffect(() => {
    if (arrival !== null) announce(arrival);
  }, [announce, arrival]);
  useEffect(() => {
    if (leaving !== null) announce(leaving);
  }, [announce, leaving]);
  useEffect(() => {
    if (finding !== null) announce(finding);
  }, [announce, finding]);
}
