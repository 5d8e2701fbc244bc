'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { DeleteDialog } from '../lists/delete-dialog';
import { Button } from '../ui/button';

export function DeleteCrm({ crm }: { crm: { id: string; name: string; version: number } }) {
  const t = useTranslations('crm');
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="delete-crm" className="mt-10 max-w-140 border-t pt-5">
      <h2 id="delete-crm" className="font-semibold">
        {t('delete')}
      </h2>
      <p className="mt-1 mb-3 text-muted">{t('deleteConsequence')}</p>
      <Button variant="danger" onClick={() => setOpen(true)}>
        {t('delete')}
      </Button>
      {open && <DeleteDialog entity={{ type: 'crm', ...crm }} api={`/api/crms/${crm.id}`} consequence={t('deleteConsequence')} afterHref="/maker/crm" open onOpenChange={setOpen} />}
    </section>
  );
}
