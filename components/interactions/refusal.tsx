'use client';

import { useTranslations } from 'use-intl';
import type { FullReason } from '@/lib/domain/assignment/reason';
import { Callout } from '../ui/callout';
import { LinkButton } from '../ui/link-button';

interface RefusalProps {
  tone: 'danger' | 'warning';
  crmId: string;
  title: string;
  reason: FullReason;
}

/** Why the CRM rejected an interaction: a message per field, and the CRM's own response, collapsed. */
export function Refusal({ tone, crmId, title, reason: { refused, detail } }: RefusalProps) {
  const t = useTranslations('interactions');
  return (
    <Callout
      tone={tone}
      title={title}
      detail={detail}
      action={
        refused && (
          <LinkButton href={`/maker/crm/${crmId}/objects/${refused.object.id}`}>
            {t('refused.fields', { object: refused.object.name })}
          </LinkButton>
        )
      }
    >
      {refused && (
        <ul className="space-y-1">
          {refused.fields.map(({ apiName, name, message, isUnknown }) => (
            <li key={apiName}>
              {isUnknown
                ? t(name === null ? 'refused.unknown' : 'refused.unknownField', {
                    property: apiName,
                    field: name ?? '',
                    object: refused.object.name,
                  })
                : t('refused.value', { field: name ?? apiName, object: refused.object.name, message })}
            </li>
          ))}
        </ul>
      )}
    </Callout>
  );
}
