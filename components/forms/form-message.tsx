'use client';

import { useTranslations } from 'use-intl';
import type { FieldValues } from 'react-hook-form';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { TextLink } from '../ui/text-link';
import { Time } from '../ui/time';
import type { TheirChange } from './their-changes';
import type { ApiForm, FormFailure } from './use-api-form';

/** Shown above the fields after saving failed: the reason, and the fields to correct. */
export function FormMessage<V extends FieldValues>({ form }: { form: ApiForm<V> }) {
  const t = useTranslations('forms');
  const common = useTranslations('common');
  const { failure, problems, theirs } = form;
  if (failure === null && problems.length === 0) return null;

  const isStale = failure?.key === 'changed_meanwhile';
  const staleTitle = (changed: FormFailure['changed']) =>
    changed === null
      ? t('conflict.title')
      : t.rich('conflict.titleBy', { name: changed.by, time: () => <Time value={changed.at} /> });
  const isSignedOut = failure?.code === 'UNAUTHENTICATED';
  const showsProblems = problems.length > 0;
  const title = isStale
    ? staleTitle(failure?.changed ?? null)
    : failure !== null && !(failure.code === 'INVALID_INPUT' && showsProblems)
      ? failure.message
      : t('problems', { count: problems.length });
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
      {isStale && theirs.length > 0 && (
        <ul className="list-disc pl-4">
          {theirs.map((change) => (
            <TheirLine key={change.label} change={change} />
          ))}
        </ul>
      )}
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

/** “Name: “Léa M.” instead of “Léa”.” */
function TheirLine({ change: { label, values, isMine } }: { change: TheirChange }) {
  const t = useTranslations('forms');
  const say = (value: unknown) => {
    if (typeof value === 'boolean') return t(value ? 'conflict.on' : 'conflict.off');
    return value === '' || value === null || value === undefined
      ? t('conflict.nothing')
      : t('conflict.quoted', { text: typeof value === 'string' ? value : JSON.stringify(value) });
  };
  const sentences =
    values === null
      ? [t('conflict.parts')]
      : 'before' in values
        ? [t('conflict.instead', { after: say(values.after), before: say(values.before) })]
        : [
            ...(values.added.length > 0 ? [t('conflict.added', { names: values.added.join(', ') })] : []),
            ...(values.removed.length > 0 ? [t('conflict.removed', { names: values.removed.join(', ') })] : []),
          ];
  return (
    <li className="wrap-anywhere">
      <span className="font-medium">{label}</span>
      {t('conflict.colon')} {sentences.join(' ')} {isMine && t('conflict.mine')}
    </li>
  );
}

function focusField(id: string): void {
  const field = document.getElementById(id);
  const target =
    field?.matches('input, select, textarea, button') === true
      ? field
      : field?.querySelector<HTMLElement>('input, select, textarea, button');
  target?.focus();
}
