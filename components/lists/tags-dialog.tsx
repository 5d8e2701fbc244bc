'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { thingTagsSchema, type TagItem } from '@/lib/domain/row-api';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { Button } from '../ui/button';
import { Callout } from '../ui/callout';
import { Checkbox } from '../ui/checkbox';
import { Dialog } from '../ui/dialog';
import { filterOptions } from '../ui/filter-options';
import { Input } from '../ui/input';
import { Tag } from '../ui/tag';
import { TextLink } from '../ui/text-link';
import { useToast } from '../ui/toast';
import { LoadView } from './load-view';
import type { RowEntity } from './row-menu';
import { TagList } from './tag-list';
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
  const loaded = useApiLoad(open ? `${api}/tags` : null, thingTagsSchema);
  return (
    <Dialog size="small" open={open} onOpenChange={onOpenChange} title={t('tags.of', { name: entity.name })}>
      <LoadView loaded={loaded}>
        {({ items, offered }) =>
          canModify ? <TagChoice chosen={items} offered={offered} api={api} onDone={() => onOpenChange(false)} /> : <TagsReadOnly tags={items} />
        }
      </LoadView>
    </Dialog>
  );
}

function TagsReadOnly({ tags }: { tags: readonly TagItem[] }) {
  const t = useTranslations('lists');
  return (
    <div className="space-y-3">
      {tags.length === 0 ? <p>{t('tags.noneHere')}</p> : <TagList tags={tags} />}
      <p className="text-muted">{t('readOnly')}</p>
    </div>
  );
}

interface TagChoiceProps {
  chosen: readonly TagItem[];
  offered: readonly TagItem[];
  api: string;
  onDone: () => void;
}

/** From this many on they are easier typed than looked for. */
const MANY = 10;

function TagChoice({ chosen, offered, api, onDone }: TagChoiceProps) {
  const t = useTranslations('lists');
  const forms = useTranslations('forms');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const [had] = useState(() => new Set(chosen.map((tag) => tag.id)));
  const [ids, setIds] = useState<ReadonlySet<string>>(had);
  const [query, setQuery] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const shown = filterOptions(offered.map((tag) => ({ ...tag, label: tag.name })), query);

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
      await apiFetch(`${api}/tags`, nothing, { method: 'PATCH', body: { add: [...ids].filter((id) => !had.has(id)), remove: [...had].filter((id) => !ids.has(id)) } });
      toast({ title: t('tags.saved') });
      router.refresh();
      onDone();
    } catch (error) {
      setFailure(failureText(error));
      setBusy(false);
    }
  };

  if (offered.length === 0) {
    return (
      <p className="text-muted">
        {t.rich('tags.none', { link: (text) => <TextLink href="/maker/tags/new">{text}</TextLink> })}
      </p>
    );
  }
  return (
    <div className="space-y-4">
      {offered.length > MANY && <Input type="search" aria-label={t('tags.search')} placeholder={t('tags.search')} value={query} onChange={(event) => setQuery(event.target.value)} autoComplete="off" />}
      <fieldset className="space-y-1.5">
        <legend className="sr-only">{t('menu.tags')}</legend>
        {shown.map((tag) => (
          <Checkbox
            key={tag.id}
            checked={ids.has(tag.id)}
            onChange={(event) => toggle(tag.id, event.target.checked)}
            label={<Tag name={tag.name} colour={tag.colour} className="max-w-full" />}
          />
        ))}
        {shown.length === 0 && <p className="text-muted">{t('tags.noMatch')}</p>}
      </fieldset>
      {failure !== undefined && <Callout live tone="danger" title={failure.message} detail={failure.detail} reference={failure.reference} />}
      <Button variant="primary" busy={busy} onClick={() => void save()}>
        {forms('save')}
      </Button>
    </div>
  );
}
