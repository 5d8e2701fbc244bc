'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { createdSchema } from '@/lib/domain/base/api';
import { accountObjectsSchema, type AccountObject } from '@/lib/domain/answers/account-schema';
import { apiFetch } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { LoadView } from '../lists/load-view';
import { useApiLoad } from '../lists/use-api-load';
import { Badge } from '../ui/badge';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { Dialog } from '../ui/dialog';
import { Input } from '../ui/input';

/** Adds objects from the account's schema, so that no name has to be typed. */
export function PickObjectDialog({
  crmId,
  taken,
  onClose,
}: {
  crmId: string;
  taken: readonly string[];
  onClose: () => void;
}) {
  const t = useTranslations('crm');
  const router = useRouter();
  const failureText = useFailureText();
  const loaded = useApiLoad(`/api/crms/${crmId}/schema`, accountObjectsSchema);
  const [query, setQuery] = useState('');
  const [adding, setAdding] = useState<string>();
  const [failure, setFailure] = useState<Failure>();

  const add = async (object: AccountObject) => {
    setAdding(object.apiName);
    setFailure(undefined);
    try {
      const { id } = await apiFetch(`/api/crms/${crmId}/objects`, createdSchema, {
        method: 'POST',
        body: { name: object.pluralLabel || object.label || object.apiName, apiName: object.apiName },
      });
      router.push(`/maker/crm/${crmId}/objects/${id}`);
      router.refresh();
    } catch (error) {
      setFailure(failureText(error));
      setAdding(undefined);
    }
  };

  return (
    <Dialog open onOpenChange={onClose} title={t('pickObject.title')} description={t('pickObject.text')}>
      <div className="space-y-3">
        <FailureCallout failure={failure} />
        <LoadView loaded={loaded}>
          {({ items }) => {
            const wanted = query.trim().toLowerCase();
            const shown = items.filter(({ apiName, label, pluralLabel }) =>
              `${apiName} ${label} ${pluralLabel}`.toLowerCase().includes(wanted),
            );
            return (
              <>
                <Input
                  type="search"
                  data-autofocus
                  aria-label={t('pickObject.search')}
                  placeholder={t('pickObject.search')}
                  value={query}
                  onChange={(event) => setQuery(event.target.value)}
                />
                <ul aria-label={t('pickObject.list')} className="divide-y rounded-card border">
                  {shown.map((object) => {
                    const name = object.pluralLabel || object.label || object.apiName;
                    return (
                      <li key={object.apiName} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
                        <span className="min-w-0 flex-1 break-words">
                          <span className="font-medium">{name}</span>{' '}
                          {object.isCustom && <Badge>{t('pickObject.custom')}</Badge>}
                          <code className="block font-mono text-xs break-all text-muted">{object.apiName}</code>
                        </span>
                        {taken.includes(object.apiName) ? (
                          <span className="text-sm text-muted">{t('pickObject.taken')}</span>
                        ) : (
                          <Button
                            size="small"
                            aria-label={t('pickObject.addNamed', { name })}
                            busy={adding === object.apiName}
                            disabled={adding !== undefined && adding !== object.apiName}
                            onClick={() => void add(object)}
                          >
                            {t('pickObject.add')}
                          </Button>
                        )}
                      </li>
                    );
                  })}
                  {shown.length === 0 && <li className="px-3 py-2 text-muted">{t('pickObject.none')}</li>}
                </ul>
              </>
            );
          }}
        </LoadView>
      </div>
    </Dialog>
  );
}
