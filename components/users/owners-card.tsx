'use client';

import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ListOption } from '@/lib/domain/crm/crm';
import { withPresent } from '@/lib/domain/crm/readable-field';
import { apiFetch, nothing } from '../forms/api-fetch';
import { FieldError } from '../forms/field';
import { useFailureText } from '../forms/use-failure-text';
import { Card } from '../ui/card';
import { Select } from '../ui/select';
import { useToast } from '../ui/toast';

interface OwnerChoice {
  crm: { id: string; name: string };
  /** Null: never read. */
  owners: readonly ListOption[] | null;
  chosen: ListOption | null;
  byEmail: string | null;
}

interface OwnersCardProps {
  user: { id: string; name: string; email: string };
  choices: readonly OwnerChoice[];
  mayChange: boolean;
}

/** Who owns a user's records in each CRM: found by email, unless somebody else is chosen. */
export function OwnersCard({ user, choices, mayChange }: OwnersCardProps) {
  const t = useTranslations('users');
  return (
    <Card title={t('owners.title')} description={t('owners.text', { name: user.name })}>
      <div className="space-y-4">
        {choices.map((choice) => (
          <OwnerSelect key={choice.crm.id} user={user} choice={choice} mayChange={mayChange} />
        ))}
      </div>
    </Card>
  );
}

function OwnerSelect({ user, choice, mayChange }: Omit<OwnersCardProps, 'choices'> & { choice: OwnerChoice }) {
  const t = useTranslations('users');
  const id = useId();
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const { crm, owners, chosen, byEmail } = choice;

  const choose = async (ownerId: string) => {
    setBusy(true);
    setError(undefined);
    try {
      const body = { ownerId: ownerId === '' ? null : ownerId };
      await apiFetch(`/api/users/${user.id}/owners/${crm.id}`, nothing, { method: 'PUT', body });
      toast({ title: t('owners.saved') });
      router.refresh();
    } catch (failure) {
      setError(failureText(failure).message);
    } finally {
      setBusy(false);
    }
  };

  const byEmailLabel =
    byEmail === null ? t('owners.noneByEmail', { email: user.email }) : t('owners.byEmail', { owner: byEmail });
  const help =
    owners === null ? t('owners.notRead') : byEmail === null && chosen === null ? t('owners.noneText') : null;
  // An owner who left the account is still shown by name.
  const offered = chosen && !owners?.some(({ value }) => value === chosen.value) ? [chosen] : [];
  const value = chosen?.value ?? '';
  return (
    <div className="max-w-md">
      <label htmlFor={id} className="mb-1 block font-medium">
        {crm.name}
      </label>
      <Select
        id={id}
        disabled={!mayChange || busy || owners === null}
        value={value}
        options={[{ value: '', label: byEmailLabel }, ...withPresent([...offered, ...(owners ?? [])], value)]}
        aria-describedby={help === null ? undefined : `${id}-help`}
        onChange={(event) => void choose(event.target.value)}
      />
      {help !== null && (
        <p id={`${id}-help`} className="mt-1 text-sm text-muted">
          {help}
        </p>
      )}
      <div role="alert">
        <FieldError id={`${id}-error`} message={error} />
      </div>
    </div>
  );
}
