'use client';

import { useTranslations } from 'use-intl';
import { CHANNELS, DIRECTIONS, type Channel, type Direction } from '@/lib/domain/interaction/interaction';
import { PartChecks } from '../forms/part-fields';

interface WhenFieldsProps {
  channels: readonly Channel[];
  directions: readonly Direction[];
  onChange: (change: { channels?: Channel[]; directions?: Direction[] }) => void;
}

/** The two conditions that scenarios and rules share. */
export function WhenFields({ channels, directions, onChange }: WhenFieldsProps) {
  const t = useTranslations('rules');
  return (
    <>
      <PartChecks
        inline
        path="definition.channels"
        label={t('channel')}
        options={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
        value={channels}
        onChange={(next) => onChange({ channels: next })}
      />
      <PartChecks
        inline
        path="definition.directions"
        label={t('direction')}
        options={DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) }))}
        value={directions}
        onChange={(next) => onChange({ directions: next })}
      />
    </>
  );
}
