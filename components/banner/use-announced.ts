'use client';

import { useTranslations } from 'use-intl';
import { useEffect } from 'react';
import type { BannerInteraction } from '@/lib/domain/banner-api';
import { useAnnounce } from '../ui/announcer';
import { gradeOf } from './interaction-words';

/** Read out once each, without moving the focus: a sentence that stays the same is not said again. */
export function useAnnounced(interaction: BannerInteraction, who: string): void {
  const t = useTranslations('banner');
  const announce = useAnnounce();
  const { decision, channel, direction, state } = interaction;
  const grade = gradeOf(interaction);
  const found = decision?.kind === 'open' ? decision.card.title : '';
  const isOver = state === 'ended' || state === 'missed';
  const arrival = isOver ? null : t('announce', { channel, direction, who });
  const finding = grade === null || isOver ? null : t('announceFound', { grade, who: found === '' ? who : found });
  useEffect(() => {
    if (arrival !== null) announce(arrival);
  }, [announce, arrival]);
  useEffect(() => {
    if (finding !== null) announce(finding);
  }, [announce, finding]);
}
