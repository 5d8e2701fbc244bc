'use client';

import { useController } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import type { z } from 'zod';
import { profileEditSchema, profileInputSchema, type ProfileInput } from '@/lib/domain/people/profile';
import { savedSchema } from '@/lib/domain/base/api';
import { FieldError } from '../forms/field';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { TextareaField } from '../forms/textarea-field';
import { useApiForm } from '../forms/use-api-form';
import { DefinitionProvider, usePart } from '../forms/definition';
import { formSchema } from '../forms/form-schema';
import { Callout } from '../ui/callout';
import { Card } from '../ui/card';
import { Checkbox } from '../ui/checkbox';
import { TextLink } from '../ui/text-link';
import type { CrmChoice } from './crm-choice';
import { ObjectRights, type ProfileObject } from './object-rights';

type ProfileValues = ProfileInput & { version?: number };

interface ProfileFormProps {
  crms: readonly CrmChoice[];
  /** Absent: a new one. */
  profile?: ProfileInput & { id: string; version: number; unreadableObjectIds: readonly string[] };
  readOnlyReason?: string | undefined;
}

export function ProfileForm({ crms, profile, readOnlyReason }: ProfileFormProps) {
  const t = useTranslations('profiles');
  const values: ProfileValues = profile
    ? {
        name: profile.name,
        description: profile.description,
        crmIds: profile.crmIds,
        objects: profile.objects,
        version: profile.version,
      }
    : { name: '', description: '', crmIds: [], objects: [] };
  const form = useApiForm(
    profile ? formSchema<ProfileValues>(profileEditSchema) : formSchema<ProfileValues>(profileInputSchema),
    {
      url: profile ? `/api/profiles/${profile.id}` : '/api/profiles',
      method: profile ? 'PATCH' : 'POST',
      values,
      response: savedSchema,
      savedMessage: t('saved'),
      ...(profile
        ? {}
        : {
            nextPage: ({ id }: z.infer<typeof savedSchema>) =>
              id === undefined ? '/maker/profiles' : `/maker/profiles/${id}`,
          }),
    },
  );
  const { field: crmIds } = useController({ control: form.control, name: 'crmIds' });
  const { field: objects } = useController({ control: form.control, name: 'objects' });

  const attach = (crm: CrmChoice, isOn: boolean) => {
    const own = new Set(crm.objects.map(({ id }) => id));
    crmIds.onChange(isOn ? [...crmIds.value, crm.id] : crmIds.value.filter((id) => id !== crm.id));
    const others = objects.value.filter(({ objectId }) => !own.has(objectId));
    // Agents of a newly attached CRM see everything and change nothing, until somebody says otherwise.
    objects.onChange(
      isOn
        ? [
            ...others,
            ...crm.objects.map((object) => ({
              objectId: object.id,
              canView: true,
              canCreate: false,
              canEdit: false,
              fieldIds: object.fields.map(({ id }) => id),
            })),
          ]
        : others,
    );
  };
  const setObject = (changed: ProfileObject) => {
    const isThere = objects.value.some(({ objectId }) => objectId === changed.objectId);
    objects.onChange(
      isThere
        ? objects.value.map((object) => (object.objectId === changed.objectId ? changed : object))
        : [...objects.value, changed],
    );
  };

  return (
    <Form
      form={form}
      mode={profile ? 'edit' : 'create'}
      submitLabel={profile ? undefined : t('create')}
      cancelHref="/maker/profiles"
      readOnlyReason={readOnlyReason}
      className="max-w-200"
    >
      <DefinitionProvider form={form} disabled={readOnlyReason !== undefined}>
        <div className="max-w-140 space-y-5">
          <TextField form={form} name="name" label={t('name')} />
          <TextareaField form={form} name="description" label={t('description')} optional />
        </div>
        <UnreadableObjects crms={crms} ids={profile?.unreadableObjectIds ?? []} />
        <CrmChoices crms={crms} chosen={crmIds.value} onToggle={attach} />
        <ObjectsLabel />
        {crms
          .filter(({ id }) => crmIds.value.includes(id))
          .map((crm) => (
            <Card key={crm.id} title={crm.name} description={t('objectsText')}>
              {crm.objects.length === 0 ? (
                <p className="text-muted">
                  {t('noObjects')} <TextLink href={`/maker/crm/${crm.id}`}>{t('addObjects')}</TextLink>
                </p>
              ) : (
                <div className="divide-y">
                  {crm.objects.map((object) => {
                    const index = objects.value.findIndex(({ objectId }) => objectId === object.id);
                    const value = objects.value[index] ?? {
                      objectId: object.id,
                      canView: false,
                      canCreate: false,
                      canEdit: false,
                      fieldIds: [],
                    };
                    return (
                      <ObjectRights
                        key={object.id}
                        path={`objects.${index < 0 ? objects.value.length : index}`}
                        object={object}
                        value={value}
                        onChange={setObject}
                        isReadOnly={readOnlyReason !== undefined}
                      />
                    );
                  })}
                </div>
              )}
            </Card>
          ))}
      </DefinitionProvider>
    </Form>
  );
}

/** The form shows these objects as hidden, which is what agents get. */
function UnreadableObjects({ crms, ids }: { crms: readonly CrmChoice[]; ids: readonly string[] }) {
  const t = useTranslations('profiles');
  const names = crms.flatMap(({ objects }) => objects.filter(({ id }) => ids.includes(id))).map(({ name }) => name);
  if (names.length === 0) return null;
  return (
    <Callout tone="warning" title={t('unreadable', { count: names.length, names: names.join(', ') })}>
      {t('unreadableText')}
    </Callout>
  );
}

/** Gives the objects as a whole a name in the form's messages. */
function ObjectsLabel() {
  const t = useTranslations('profiles');
  usePart('objects', t('objects'));
  return null;
}

function CrmChoices({
  crms,
  chosen,
  onToggle,
}: {
  crms: readonly CrmChoice[];
  chosen: readonly string[];
  onToggle: (crm: CrmChoice, isOn: boolean) => void;
}) {
  const t = useTranslations('profiles');
  const { id, error } = usePart('crmIds', t('crms'), true);
  return (
    <fieldset id={id} aria-invalid={error === undefined ? undefined : true} className="min-w-0">
      <legend className="mb-1 font-medium">{t('crms')}</legend>
      <p className="mb-1.5 text-sm text-muted">{t('crmsHelp')}</p>
      <div className="space-y-1.5">
        {crms.map((crm) => (
          <Checkbox
            key={crm.id}
            label={crm.name}
            checked={chosen.includes(crm.id)}
            onChange={(event) => onToggle(crm, event.target.checked)}
          />
        ))}
      </div>
      {crms.length === 0 && (
        <p className="text-muted">
          {t('noCrms')} <TextLink href="/maker/crm/new">{t('createCrm')}</TextLink>
        </p>
      )}
      <FieldError id={`${id}-error`} message={error} />
    </fieldset>
  );
}
