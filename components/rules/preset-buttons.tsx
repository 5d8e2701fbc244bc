'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Applied } from '@/lib/domain/rules/presets';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';

interface PresetButtonsProps<D> {
  presets: readonly { name: string; apply: () => Applied<D> }[];
  onApply: (name: string, definition: D) => void;
}

/** The provider's presets. They fill the form and save nothing. */
export function PresetButtons<D>({ presets, onApply }: PresetButtonsProps<D>) {
  const t = useTranslations('rules');
  const [last, setLast] = useState<{ name: string; isFilled: boolean; missing: string[] }>();
  if (presets.length === 0) return null;
  return (
    <div className="space-y-3">
      <div role="group" aria-label={t('preset.title')} className="flex flex-wrap items-center gap-2">
        <span className="text-sm text-muted">{t('preset.title')}</span>
        {presets.map(({ name, apply }) => (
          <Button
            key={name}
            size="small"
            onClick={() => {
              const { definition, missing } = apply();
              if (definition !== null) onApply(name, definition);
              setLast({ name, isFilled: definition !== null, missing });
            }}
          >
            {name}
          </Button>
        ))}
      </div>
      {last && (
        <Callout
          live
          tone={!last.isFilled ? 'warning' : last.missing.length === 0 ? 'success' : 'info'}
          title={t(last.isFilled ? 'preset.filled' : 'preset.impossible', { name: last.name })}
        >
          <p>
            {last.missing.length === 0 ? t('preset.look') : t('preset.missing', { names: last.missing.join(', ') })}
          </p>
        </Callout>
      )}
    </div>
  );
}
