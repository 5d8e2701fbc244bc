'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useState } from 'react';
import { thingTagsSchema, type TagItem } from '@/lib/domain/answers/row';
import { apiFetch, nothing } from '../forms/api-fetch';
import { useFailureText, type Failure } from '../forms/use-failure-text';
import { useUnsavedQuestion } from '../forms/use-unsaved-question';
import { Button } from '../ui/button';
import { FailureCallout } from '../ui/failure-callout';
import { Checkbox } from '../ui/checkbox';
import { DialogClose } from '../ui/dialog';
import { filterOptions } from '../ui/filter-options';
import { GuardedDialog } from '../ui/guarded-dialog';
import { Input } from '../ui/input';
import { Tag } from '../ui/tag';
import { TextLink } from '../ui/text-link';
import { useToast } from '../ui/toast';
import { LoadView } from './load-view';
import type { RowEntity } from './row-entity';
import { TagList } from './tag-list';
import { useApiLoad } from './use-api-load';

interface TagsDialogProps {
  entity: Pick<RowEntity, 'name'>;
  /** `{api}/{id}`. */
  api: string;
  canModify: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Shows a search box from this many tags. */
const MANY = 10;

export function TagsDialog({ entity, api, canModify, open, onOpenChange }: TagsDialogProps) {
  const t = useTranslations('lists');
  const forms = useTranslations('forms');
  const router = useRouter();
  const toast = useToast();
  const failureText = useFailureText();
  const unsaved = useUnsavedQuestion();
  const loaded = useApiLoad(open ? `${api}/tags` : null, thingTagsSchema);
  /** The new selection, or null if unchanged. */
  const [wanted, setWanted] = useState<ReadonlySet<string> | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const had = new Set(loaded.state === 'ready' ? loaded.data.items.map(({ id }) => id) : []);
  const ids = wanted ?? had;
  const added = [...ids].filter((id) => !had.has(id));
  const removed = [...had].filter((id) => !ids.has(id));
  const isChoice = canModify && loaded.state === 'ready' && loaded.data.offered.length > 0;

  const toggle = (id: string, isOn: boolean) => {
    const next = new Set(ids);
    if (isOn) next.add(id);
    else next.delete(id);
    setWanted(next);
  };
  const save = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await apiFetch(`${api}/tags`, nothing, { method: 'PATCH', body: { add: added, remove: removed } });
      toast({ title: t('tags.saved') });
      router.refresh();
      onOpenChange(false);
    } catch (error) {
      setFailure(failureText(error));
      setBusy(false);
    }
  };

  if (!open) return null;
  return (
    <GuardedDialog
      size="small"
      title={t('tags.of', { name: entity.name })}
      question={added.length + removed.length > 0 && !busy ? unsaved('dialog') : null}
      onClose={() => onOpenChange(false)}
      footer={
        isChoice ? (
          <>
            <DialogClose>
              <Button>{forms('cancel')}</Button>
            </DialogClose>
            <Button variant="primary" busy={busy} onClick={() => void save()}>
              {forms('save')}
            </Button>
          </>
        ) : undefined
      }
    >
      <LoadView loaded={loaded}>
        {({ items, offered }) =>
          canModify ? (
            <div className="space-y-4">
              <TagChoice chosen={ids} offered={offered} onToggle={toggle} />
              <FailureCallout failure={failure} />
            </div>
          ) : (
            <TagsReadOnly tags={items} />
          )
        }
      </LoadView>
    </GuardedDialog>
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
  /** By id. */
  chosen: ReadonlySet<string>;
  offered: readonly TagItem[];
  onToggle: (id: string, isOn: boolean) => void;
}

function TagChoice({ chosen, offered, onToggle }: TagChoiceProps) {
  const t = useTranslations('lists');
  const [query, setQuery] = useState('');
  const shown = filterOptions(
    offered.map((tag) => ({ ...tag, label: tag.name })),
    query,
  );
  if (offered.length === 0) {
    return (
      <p className="text-muted">
        {t.rich('tags.none', { link: (text) => <TextLink href="/maker/tags/new">{text}</TextLink> })}
      </p>
    );
  }
  return (
    <>
      {offered.length > MANY && (
        <Input
          type="search"
          aria-label={t('tags.search')}
          placeholder={t('tags.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          autoComplete="off"
        />
      )}
      <fieldset className="space-y-1.5">
        <legend className="sr-only">{t('menu.tags')}</legend>
        {shown.map((tag) => (
          <Checkbox
            key={tag.id}
            checked={chosen.has(tag.id)}
            onChange={(event) => onToggle(tag.id, event.target.checked)}
            label={<Tag name={tag.name} colour={tag.colour} className="max-w-full" />}
          />
        ))}
        {shown.length === 0 && <p className="text-muted">{t('tags.noMatch')}</p>}
      </fieldset>
    </>
  );
}
