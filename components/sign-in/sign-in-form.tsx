'use client';

import { useTranslations } from 'use-intl';
import { useId, useRef, useState, type FormEvent } from 'react';
import { Field } from '../forms/field';
import { Button } from '../ui/button';
import { buttonStyles } from '../ui/button-styles';
import { Callout } from '../ui/callout';
import { Input } from '../ui/input';
import { PasswordInput } from '../ui/password-input';
import { signInWithPassword, type SignInResult } from './sign-in';

interface SignInFormProps {
  /** Checked by the server: a path of our own. */
  next: string;
  email: string;
  /** Another sign-in option above is the primary one. */
  isSecondary?: boolean;
}

type Problem = Exclude<SignInResult, { kind: 'signed-in' | 'second_step' }> | { kind: 'incomplete' };

export function SignInForm({ next, email: knownEmail, isSecondary = false }: SignInFormProps) {
  const t = useTranslations('login');
  const validation = useTranslations('validation');
  const id = useId();
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const [email, setEmail] = useState(knownEmail);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (email.trim() === '' || password === '') {
      setProblem({ kind: 'incomplete' });
      (email.trim() === '' ? emailInput : passwordInput).current?.focus();
      return;
    }
    setProblem(undefined);
    setBusy(true);
    const result = await signInWithPassword({ email, password });
    if (result.kind === 'signed-in') {
      // Loads a new page, so that no earlier state stays in memory.
      location.assign(next);
      return;
    }
    if (result.kind === 'second_step') {
      location.assign(`/login/second-step?${new URLSearchParams({ next }).toString()}`);
      return;
    }
    setBusy(false);
    setProblem(result);
    passwordInput.current?.focus();
    passwordInput.current?.select();
  };

  const waitText = (seconds: number) =>
    seconds > 90
      ? t('problem.slow_down.minutes', { minutes: Math.ceil(seconds / 60) })
      : t('problem.slow_down.seconds', { seconds });
  const isMissing = (value: string) =>
    problem?.kind === 'incomplete' && value.trim() === '' ? validation('required') : undefined;
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="space-y-4">
      {problem !== undefined && problem.kind !== 'incomplete' && (
        <Callout
          live
          tone={problem.kind === 'connector_required' ? 'warning' : 'danger'}
          title={t(`problem.${problem.kind}.title`)}
          action={
            problem.kind === 'connector_required' ? (
              // Leads away to the provider: nothing for the application's own navigation.
              <a href={problem.connector.href} className={buttonStyles({ variant: 'primary' })}>
                {t('problem.connector_required.action', { connector: problem.connector.name })}
              </a>
            ) : undefined
          }
        >
          <p>{problem.kind === 'slow_down' ? waitText(problem.seconds) : t(`problem.${problem.kind}.text`)}</p>
        </Callout>
      )}
      <Field id={`${id}-email`} label={t('email')} error={isMissing(email)}>
        {(aria) => (
          <Input
            {...aria}
            ref={emailInput}
            name="email"
            type="email"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            autoFocus={knownEmail === '' && !isSecondary}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field id={`${id}-password`} label={t('password')} error={isMissing(password)}>
        {(aria) => (
          <PasswordInput
            {...aria}
            ref={passwordInput}
            name="password"
            autoComplete="current-password"
            maxLength={1024}
            autoFocus={knownEmail !== ''}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant={isSecondary ? 'secondary' : 'primary'} busy={busy} className="w-full">
        {t('signIn')}
      </Button>
    </form>
  );
}
