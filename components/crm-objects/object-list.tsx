'use client';

import { Boxes } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { RowMenu } from '../lists/row-menu';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { Link } from '../ui/link';
import { AddObjectDialog, type ObjectSuggestion } from './add-object-dialog';
import { OrderedRows } from '../lists/ordered-rows';
import { PickObjectDialog } from './pick-object-dialog';
import { ObjectCheck } from './account-check';

interface ObjectRow {
  id: string;
  name: string;
  apiName: string;
  version: number;
  fieldCount: number;
  /** A standard object that every account has. */
  isKnown: boolean;
}

interface ObjectListProps {
  crmId: string;
  objects: readonly ObjectRow[];
  suggestions: readonly ObjectSuggestion[];
  isConnected: boolean;
  canModify: boolean;
  limit: number;
}

export function ObjectList({ crmId, objects, suggestions, isConnected, canModify, limit }: ObjectListProps) {
  const t = useTranslations('crm');
  const [dialog, setDialog] = useState<'add' | 'pick'>();
  const close = () => setDialog(undefined);
  const taken = objects.map(({ apiName }) => apiName);
  const actions = canModify && (
    <div className="flex flex-wrap gap-2">
      <Button variant="primary" onClick={() => setDialog('add')}>
        {t('objectList.add')}
      </Button>
      <Button onClick={() => setDialog('pick')} disabled={!isConnected}>
        {t('objectList.pick')}
      </Button>
    </div>
  );
  return (
    <section aria-labelledby="objects" className="space-y-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-72">
          <h2 id="objects" className="text-base font-semibold">
            {t('objectList.title')}
          </h2>
          <p className="max-w-prose text-muted">
            {t('objectList.purpose')}{' '}
            <span className="whitespace-nowrap tabular-nums">{t('quota', { total: objects.length, limit })}</span>
          </p>
          {!canModify && <p className="text-muted">{t('readOnly')}</p>}
          {canModify && !isConnected && <p className="text-sm text-muted">{t('objectList.notConnected')}</p>}
        </div>
        {objects.length > 0 && actions}
      </div>
      {objects.length === 0 ? (
        <EmptyState
          icon={Boxes}
          title={t('objectList.empty')}
          description={t('objectList.emptyText')}
          action={actions}
        />
      ) : (
        <OrderedRows
          label={t('objectList.title')}
          items={objects}
          orderUrl={`/api/crms/${crmId}/objects/order`}
          canModify={canModify}
          renderItem={(object) => (
            <div className="flex items-start gap-2">
              <div className="min-w-0 flex-1">
                <Link
                  href={`/maker/crm/${crmId}/objects/${object.id}`}
                  className="font-medium wrap-anywhere underline-offset-2 hover:text-accent-ink hover:underline"
                >
                  {object.name}
                </Link>
                <p className="text-sm text-muted">
                  <code className="font-mono text-xs break-all">{object.apiName}</code> ·{' '}
                  {t('objectList.fieldCount', { count: object.fieldCount })}
                </p>
                {canModify && isConnected && !object.isKnown && <ObjectCheck crmId={crmId} apiName={object.apiName} />}
              </div>
              <RowMenu
                entity={{ type: 'crm-object', id: object.id, name: object.name }}
                api="/api/crm-objects"
                href={`/maker/crm/${crmId}/objects`}
                can={{ create: false, modify: canModify, remove: canModify, history: true }}
                without={['duplicate', 'tags']}
                deleteConsequence={t('objectList.deleteConsequence')}
              />
            </div>
          )}
        />
      )}
      {dialog === 'add' && (
        <AddObjectDialog
          crmId={crmId}
          suggestions={suggestions.filter(({ apiName }) => !taken.includes(apiName))}
          onClose={close}
        />
      )}
      {dialog === 'pick' && <PickObjectDialog crmId={crmId} taken={taken} onClose={close} />}
    </section>
  );
}
