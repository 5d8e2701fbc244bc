'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useEffect, useState } from 'react';
import type { BannerInteraction } from '@/lib/domain/answers/banner';
import { bannerInteractionSchema } from '@/lib/domain/answers/interaction';
import type { Moment } from '@/lib/domain/screen-pop/scenario';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Spinner } from '../ui/spinner';

/** How long a search may take before the agent sees that it is still running. */
const SLOW_MS = 1500;

interface LookUpProps {
  interaction: BannerInteraction;
  onChanged: (interaction: BannerInteraction) => void;
}

/** The running search. If it takes long, the agent sees that and can start it again. */
export function LookingUp({ interaction, onChanged }: LookUpProps) {
  const t = useTranslations('banner');
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="space-y-3 rounded-card border bg-raised p-4">
      <p className="flex items-center gap-2 text-muted" role="status">
        <Spinner />
        {t(isSlow ? 'stillSearching' : 'searching')}
      </p>
      {isSlow && (
        <>
          <p>{t('stillSearchingText')}</p>
          <LookUpButton interaction={interaction} onChanged={onChanged} />
        </>
      )}
    </div>
  );
}

/** `moment`: which scenarios to run. If omitted, those for the interaction's state. */
export function LookUpButton({ interaction, onChanged, moment }: LookUpProps & { moment?: Moment }) {
  const t = useTranslations('banner');
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const lookUp = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const asked = moment ?? (interaction.state === 'accepted' ? 'accepted' : 'presented');
      onChanged(
        await apiFetch(`/api/banner/interactions/${interaction.id}/pop`, bannerInteractionSchema, {
          method: 'POST',
          body: { moment: asked },
        }),
      );
    } catch (error) {
      setFailure(failureText(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="space-y-2">
      <Button busy={busy} icon={<Search aria-hidden className="size-4" />} onClick={() => void lookUp()}>
        {t('lookUpAgain')}
      </Button>
      {failure !== null && (
        <p role="alert" className="text-sm text-danger">
          {failure}
        </p>
      )}
    </div>
  );
}
