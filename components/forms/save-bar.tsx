'use client';

import { useTranslations } from 'use-intl';
import type { FieldValues } from 'react-hook-form';
import { Button } from '../ui/button';
import type { ApiForm } from './use-api-form';

/** Appears when there are unsaved changes, and lists them. */
export function SaveBar<V extends FieldValues>({ form, submitLabel }: { form: ApiForm<V>; submitLabel: string }) {
  const t = useTranslations('forms');
  if (!form.dirty && !form.busy) return null;
  return (
    // On short screens (zoomed in, or a phone in landscape) it is below the fields instead of over them.
    <div data-save-bar className="bottom-3 z-20 mt-7 animate-rise [@media(min-height:32rem)]:sticky">
      <div
        role="group"
        aria-label={t('unsaved')}
        className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-card border bg-raised px-3 py-2 shadow-float"
      >
        <p role="status" className="min-w-0 flex-1 basis-48 text-sm">
          <span className="font-medium">{t('unsaved')}</span>
          {form.changedLabels.length > 0 && (
            <span className="line-clamp-2 text-muted">{form.changedLabels.join(', ')}</span>
          )}
        </p>
        <div className="flex gap-2">
          <Button onClick={form.discard} disabled={form.busy}>
            {t('discard')}
          </Button>
          <Button type="submit" variant="primary" busy={form.busy}>
            {submitLabel}
          </Button>
        </div>
      </div>
    </div>
  );
}
