'use client';

import { X } from 'lucide-react';
import { useNow, useTranslations } from 'use-intl';
import { useState } from 'react';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import { mayDismiss } from '@/lib/domain/interaction/stale-interaction';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { IconButton } from '../ui/icon-button';
import { useLiveNow } from '../ui/live-now';
import { useToast } from '../ui/toast';

interface DismissButtonProps {
  interaction: BannerInteraction;
  who: string;
  onDismissed: () => void;
}

/** Dismisses an interaction without recent events. Hidden while it may still be ringing. */
export function DismissButton({ interaction, who, onDismissed }: DismissButtonProps) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const toast = useToast();
  const now = useLiveNow(useNow());
  const [busy, setBusy] = useState(false);
  if (!mayDismiss({ state: interaction.state, lastEventAt: new Date(interaction.lastEventAt) }, now)) return null;

  const dismiss = async () => {
    setBusy(true);
    try {
      await apiFetch(`/api/banner/interactions/${interaction.id}/dismiss`, nothing, { method: 'POST' });
      toast({ title: t('dismissed', { who }), description: t('dismissedText') });
      onDismissed();
    } catch (error) {
      setBusy(false);
      toast({ tone: 'danger', title: failureText(error).message });
    }
  };
  return (
    <IconButton
      label={t('dismiss', { who })}
      busy={busy}
      icon={<X aria-hidden className="size-4" />}
      onClick={() => void dismiss()}
    />
  );
}
