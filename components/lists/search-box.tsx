'use client';

import { Search, X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useEffect, useRef, useState } from 'react';
import { useShortcut } from '../shell/shortcuts';
import { IconButton } from '../ui/icon-button';
import { Input } from '../ui/input';
import { Kbd } from '../ui/kbd';
import { Spinner } from '../ui/spinner';
import { useListNavigation } from './list-frame';

const QUIET_MS = 250;

/** `q` in the URL, a quarter of a second after the last key. */
export function SearchBox({ label }: { label: string }) {
  const t = useTranslations('lists');
  const { change, isPending } = useListNavigation();
  const inUrl = useSearchParams().get('q') ?? '';
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [typed, setTyped] = useState(inUrl);
  const [seen, setSeen] = useState(inUrl);

  // Follows other changes of the URL (back button, "Clear filters").
  if (seen !== inUrl) {
    setSeen(inUrl);
    if (typed.trim() !== inUrl && !isPending) setTyped(inUrl);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  useShortcut('/', t('focusSearch'), () => {
    input.current?.focus();
    input.current?.select();
  });

  const search = (text: string, wait: number) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change({ q: text.trim() === '' ? null : text.trim() }, 'replace'), wait);
  };

  return (
    <div className="relative min-w-0 flex-1 basis-60 sm:max-w-80">
      <span className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted">
        {isPending ? <Spinner /> : <Search aria-hidden className="size-4" />}
      </span>
      <Input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        maxLength={200}
        onChange={(event) => search(event.target.value, QUIET_MS)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') search(typed, 0);
          if (event.key === 'Escape' && typed !== '') {
            event.stopPropagation();
            search('', 0);
          }
        }}
        autoComplete="off"
        spellCheck={false}
        className="px-8 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="absolute top-1/2 right-1 -translate-y-1/2">
        {typed === '' ? (
          <span aria-hidden className="mr-1.5 hidden sm:block">
            <Kbd>/</Kbd>
          </span>
        ) : (
          <IconButton
            size="small"
            label={t('clearSearch')}
            tooltip={false}
            icon={<X aria-hidden className="size-4" />}
            onClick={() => {
              search('', 0);
              input.current?.focus();
            }}
          />
        )}
      </span>
    </div>
  );
}
