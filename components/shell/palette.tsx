'use client';

import { Command } from 'cmdk';
import { Plus, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { leavePage } from '../ui/leave-guard';
import { fold } from '../ui/filter-options';
import { Kbd } from '../ui/kbd';
import { useReturnFocus } from '../ui/use-return-focus';
import type { CreatableEntry, NavEntry } from './navigation';
import { useEntitySearch } from './use-entity-search';

interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  entries: readonly NavEntry[];
  /** Where the user may create something. */
  creatable: readonly CreatableEntry[];
}

/** Searches pages, actions and entities. */
export function Palette({ open, onOpenChange, entries, creatable }: PaletteProps) {
  const t = useTranslations('shell');
  const router = useRouter();
  const focus = useReturnFocus();
  const [typed, setTyped] = useState('');
  const { things, isSearching } = useEntitySearch(typed);
  const openOrClose = (isOpen: boolean) => {
    setTyped('');
    onOpenChange(isOpen);
  };
  const go = (href: string) => {
    openOrClose(false);
    leavePage(() => router.push(href));
  };
  return (
    <Radix.Root open={open} onOpenChange={openOrClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Radix.Content
          {...focus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[max(0.75rem,14dvh)] z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-card border bg-raised shadow-float"
        >
          <Radix.Title className="sr-only">{t('palette.title')}</Radix.Title>
          <Command label={t('palette.title')} filter={matches} loop>
            <div className="flex items-center gap-2.5 border-b px-3.5">
              <Search aria-hidden className="size-4 shrink-0 text-muted" />
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                placeholder={t('palette.placeholder')}
                className="min-h-12 w-full bg-transparent outline-none"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-2.5 py-6 text-center text-muted">
                {t(isSearching ? 'palette.searching' : 'palette.empty')}
              </Command.Empty>
              <Command.Group heading={t('palette.pages')} className={GROUP}>
                {entries.map((entry) => (
                  <Command.Item
                    key={entry.key}
                    value={`page ${entry.key}`}
                    keywords={[t(`nav.${entry.key}`)]}
                    onSelect={() => go(entry.href)}
                    className={ITEM}
                  >
                    <entry.icon aria-hidden className="size-4 text-muted" />
                    <span className="min-w-0 flex-1">{t(`nav.${entry.key}`)}</span>
                    <span className="hidden gap-1 sm:flex">
                      <Kbd>g</Kbd>
                      <Kbd>{entry.letter}</Kbd>
                    </span>
                  </Command.Item>
                ))}
              </Command.Group>
              {creatable.length > 0 && (
                <Command.Group heading={t('palette.actions')} className={GROUP}>
                  {creatable.map((entry) => (
                    <Command.Item
                      key={entry.key}
                      value={`create ${entry.key}`}
                      keywords={[t(`create.${entry.key}`), t(`nav.${entry.key}`)]}
                      onSelect={() => go(`${entry.href}/new`)}
                      className={ITEM}
                    >
                      <Plus aria-hidden className="size-4 text-muted" />
                      {t(`create.${entry.key}`)}
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              {things.length > 0 && (
                <Command.Group heading={t('palette.things')} className={GROUP}>
                  {things.map(({ kind, id, name, detail, href }) => (
                    <Command.Item
                      key={`${kind} ${id}`}
                      value={`${FOUND}${kind} ${id}`}
                      onSelect={() => go(href)}
                      className={ITEM}
                    >
                      <span className="min-w-0 flex-1">
                        <span className="break-words">{name}</span>
                        {detail !== null && <span className="block text-sm break-words text-muted">{detail}</span>}
                      </span>
                      <span className="shrink-0 text-sm text-muted">{t(`palette.kind.${kind}`)}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const ITEM = 'flex min-h-9 items-center gap-2.5 rounded-control px-2.5 py-1.5 aria-selected:bg-hover';
const GROUP =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted';

/** Prefix of the server's results, which always match because the server has compared them. */
const FOUND = 'found ';

/** Compares the words that are shown, not IDs: each word typed must start a word of the entry. */
function matches(value: string, search: string, keywords: string[] = []): number {
  if (value.startsWith(FOUND)) return 1;
  const text = ` ${fold(keywords.join(' '))}`;
  const words = fold(search).split(/\s+/).filter(Boolean);
  return words.every((word) => text.includes(` ${word}`)) ? 1 : words.every((word) => text.includes(word)) ? 0.5 : 0;
}
