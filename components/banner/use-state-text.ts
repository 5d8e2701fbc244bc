'use client';

import { useTranslations } from 'use-intl';
import type { BannerInteraction } from '@/lib/domain/answers/banner';

/** Where an interaction stands for this agent: ringing, ended, or who has it instead. */
export function useStateText(): (interaction: BannerInteraction) => string {
  const t = useTranslations('banner');
  return ({ ending, takenBy, state, channel }) => {
    switch (ending) {
      case 'answered_elsewhere':
        return takenBy === null ? t('answeredElsewhere') : t('answeredBy', { who: takenBy });
      case 'withdrawn':
        return t('withdrawn', { channel });
      case 'transferred':
        return takenBy === null ? t('transferred') : t('transferredTo', { who: takenBy });
      case 'answered':
      case 'missed':
      case 'unanswered':
      case null:
        return t(`state.${state}`, { channel });
    }
  };
}
