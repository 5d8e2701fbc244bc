'use client';

import { useTranslations } from 'use-intl';
import type { FieldValues } from 'react-hook-form';
import { Button } from '../ui/button';
import type { ApiForm } from './use-api-form';

/** Appears when something changed, and says what. */
export function SaveBar<V extends FieldValues>({ form, submitLabel }: { form: ApiForm<V>; submitLabel: string }) {
  const t = useTranslations('forms');
  if (!form.dirty && !form.busy) return null;
  return (
    // Where little is in sight (zoomed in, a phone on its side) it has its place below the fields instead of on them.
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
