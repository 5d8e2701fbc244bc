'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { tagListSchema, type TagItem } from '@/lib/domain/row-api';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Checkbox } from '../ui/checkbox';
import { Dialog } from '../ui/dialog';
import { Tag } from '../ui/tag';
import { TextLink } from '../ui/text-link';
import { useToast } from '../ui/toast';
import { LoadView } from './load-view';
import type { RowEntity } from './row-menu';
import { useApiLoad } from './use-api-load';

interface TagsDialogProps {
  entity: Pick<RowEntity, 'name'>;
  /** `{api}/{id}` of the thing. */
  api: string;
  canModify: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function TagsDialog({ entity, api, canModify, open, onOpenChange }: TagsDialogProps) {
  const t = useTranslations('lists');
  const all = useApiLoad(open ? '/api/tags' : null, tagListSchema);
  const own = useApiLoad(open ? `${api}/tags` : null, tagListSchema);
  return (
    <Dialog size="small" open={open} onOpenChange={onOpenChange} title={t('tags.of', { name: entity.name })}>
      <LoadView loaded={all}>
        {({ items }) => (
          <LoadView loaded={own}>
            {(chosen) => <TagChoice tags={items} chosen={chosen.items} api={api} canModify={canModify} onDone={() => onOpenChange(false)} />}
          </LoadView>
        )}
      </LoadView>
    </Dialog>
  );
}

interface TagChoiceProps {
  tags: readonly TagItem[];
  chosen: readonly TagItem[];
  api: string;
  canModify: boolean;
  onDone: () => void;
}

function TagChoice({ tags, chosen, api, canModify, onDone }: TagChoiceProps) {
  const t = useTranslations('lists');
  const forms = useTranslations('forms');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [ids, setIds] = useState(() => new Set(chosen.map((tag) => tag.id)));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const toggle = (id: string, isOn: boolean) => {
    const next = new Set(ids);
    if (isOn) next.add(id);
    else next.delete(id);
    setIds(next);
  };
  const save = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await apiFetch(`${api}/tags`, nothing, { method: 'PUT', body: { tagIds: tags.map((tag) => tag.id).filter((id) => ids.has(id)) } });
      toast({ title: t('tags.saved') });
      router.refresh();
      onDone();
    } catch (error) {
      setFailure(failureText(error));
      setBusy(false);
    }
  };

  if (tags.length === 0) {
    return (
      <p className="text-muted">
        {t.rich('tags.none', { link: (text) => <TextLink href="/maker/tags">{text}</TextLink> })}
      </p>
    );
  }
  return (
    <div className="space-y-4">
      <fieldset disabled={!canModify} className="space-y-1.5">
        <legend className="sr-only">{t('menu.tags')}</legend>
        {tags.map((tag) => (
          <Checkbox
            key={tag.id}
            checked={ids.has(tag.id)}
            onChange={(event) => toggle(tag.id, event.target.checked)}
            label={<Tag name={tag.name} colour={tag.colour} />}
          />
        ))}
      </fieldset>
      {failure !== undefined && <Callout live tone="danger" title={failure.message} detail={failure.detail} reference={failure.reference} />}
      {canModify ? (
        <Button variant="primary" busy={busy} onClick={() => void save()}>
          {forms('save')}
        </Button>
      ) : (
        <p className="text-muted">{t('readOnly')}</p>
      )}
    </div>
  );
}
