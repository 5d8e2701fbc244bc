'use client';

import { useTranslations } from 'use-intl';
import { Dialog } from '../ui/dialog';
import { Kbd } from '../ui/kbd';
import { Switch } from '../ui/switch';
import { useModifierKey } from './modifier-key';
import { useShortcuts } from './shortcuts';

/** Every key that works on this page, and the switch that turns single keys off. */
export function KeyboardSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('shell');
  const shortcuts = useShortcuts();
  const modifier = useModifierKey();
  const always = [
    { keys: `${modifier} K`, label: t('keys.palette') },
    { keys: 'Esc', label: t('keys.escape') },
    { keys: '↑ ↓', label: t('keys.rows') },
    { keys: '.', label: t('keys.rowMenu') },
    { keys: 'Alt ↑ ↓', label: t('keys.move') },
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('keys.title')}>
      <div className="space-y-5">
        <KeyList title={t('keys.here')} items={always} />
        <KeyList title={t('keys.single')} items={shortcuts?.shown ?? []} />
        <Switch
          label={t('keys.on')}
          hint={t('keys.onHint')}
          checked={shortcuts?.isOn ?? false}
          onChange={(event) => shortcuts?.setOn(event.target.checked)}
        />
      </div>
    </Dialog>
  );
}

function KeyList({ title, items }: { title: string; items: readonly { keys: string; label: string }[] }) {
  return (
    <section>
      <h3 className="mb-1.5 text-sm font-medium text-muted">{title}</h3>
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {items.map((item) => (
          <div key={`${item.keys} ${item.label}`} className="flex items-center justify-between gap-3 border-b py-1.5">
            <dt>{item.label}</dt>
            <dd className="flex shrink-0 gap-1">
              {item.keys.split(' ').map((key, index) => (
                <Kbd key={`${key} ${index}`}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
