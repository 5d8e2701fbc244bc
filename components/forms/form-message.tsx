'use client';

import { useTranslations } from 'use-intl';
import type { FieldValues } from 'react-hook-form';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { TextLink } from '../ui/text-link';
import type { ApiForm } from './use-api-form';

/** What stands above the fields after saving failed: the reason as a whole, and the fields to mend. */
export function FormMessage<V extends FieldValues>({ form }: { form: ApiForm<V> }) {
  const t = useTranslations('forms');
  const common = useTranslations('common');
  const { failure, problems } = form;
  if (failure === null && problems.length === 0) return null;

  const isStale = failure?.key === 'changed_meanwhile';
  const isSignedOut = failure?.code === 'UNAUTHENTICATED';
  const showsProblems = problems.length > 0;
  const title = failure !== null && !(failure.code === 'INVALID_INPUT' && showsProblems) ? failure.message : t('problems', { count: problems.length });
  const action = isStale ? (
    <>
      <Button size="small" onClick={form.reload}>
        {t('conflict.load')}
      </Button>
      <Button size="small" variant="ghost" onClick={() => window.open(location.href, '_blank', 'noreferrer')}>
        {t('conflict.view')}
      </Button>
    </>
  ) : isSignedOut ? (
    <TextLink href="/login" external externalLabel={common('opensInNewTab')}>
      {t('signIn')}
    </TextLink>
  ) : undefined;

  return (
    <Callout
      live
      data-form-message
      tabIndex={-1}
      tone={isStale ? 'warning' : 'danger'}
      title={title}
      action={action}
      detail={failure?.detail ?? null}
      reference={failure?.reference ?? null}
      className="mb-5"
    >
      {isStale && <p>{t('conflict.explain')}</p>}
      {isSignedOut && <p>{t('signInExplain')}</p>}
      {showsProblems && (
        <ul className="list-disc pl-4">
          {problems.map((problem) => (
            <li key={`${problem.fieldId} ${problem.message}`}>
              <a
                href={`#${problem.fieldId}`}
                onClick={(event) => {
                  event.preventDefault();
                  focusField(problem.fieldId);
                }}
                className="underline underline-offset-2"
              >
                {problem.label}
              </a>
              : {problem.message}
            </li>
          ))}
        </ul>
      )}
    </Callout>
  );
}

function focusField(id: string): void {
  const field = document.getElementById(id);
  const target = field?.matches('input, select, textarea, button') === true ? field : field?.querySelector<HTMLElement>('input, select, textarea, button');
  target?.focus();
}
