'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useTranslations } from 'use-intl';
import { useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { cn } from './cn';
import { filterOptions } from './filter-options';
import { useLayer } from './layer';

export interface ComboboxOption {
  value: string;
  label: string;
  /** A second name, searched and shown: an API name, an e-mail address. */
  hint?: string;
  disabled?: boolean;
}

export interface ComboboxProps {
  id?: string;
  options: readonly ComboboxOption[];
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  placeholder?: string;
  disabled?: boolean;
  ref?: Ref<HTMLInputElement>;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
}

const SHOWN = 100;

/** A select for long lists: type to narrow it, arrows to walk, Enter to choose, Escape to leave it as it was. */
export function Combobox({ id, options, value, onChange, onBlur, placeholder, disabled, ref, ...aria }: ComboboxProps) {
  const t = useTranslations('common');
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const { open, onOpenChange: setOpen, container } = useLayer();
  const [query, setQuery] = useState<string>();
  const [active, setActive] = useState(0);
  const chosen = options.find((option) => option.value === value);
  const found = query === undefined ? options : filterOptions(options, query);
  const shown = found.slice(0, SHOWN);

  const openList = () => {
    setOpen(true);
    setActive(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
  };
  const close = () => {
    setOpen(false);
    setQuery(undefined);
  };
  const choose = (option: ComboboxOption | undefined) => {
    if (option === undefined || option.disabled === true) return;
    onChange(option.value);
    close();
  };
  const walk = (step: number) => {
    const next = Math.min(Math.max(active + step, 0), shown.length - 1);
    setActive(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (open) walk(step);
      else openList();
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      choose(shown[active]);
    } else if (event.key === 'Escape' && open) {
      event.stopPropagation();
      close();
    }
  };

  return (
    <Popover.Root open={open} onOpenChange={(next) => (next ? openList() : close())}>
      <Popover.Anchor asChild>
        <div className="relative">
          <input
            {...aria}
            id={id}
            ref={ref}
            role="combobox"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={open && shown[active] !== undefined ? `${listId}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            disabled={disabled}
            placeholder={placeholder}
            value={query ?? chosen?.label ?? ''}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(0);
              setOpen(true);
            }}
            onClick={() => !open && openList()}
            onKeyDown={onKeyDown}
            onBlur={() => {
              close();
              onBlur?.();
            }}
            className="control truncate pr-8"
          />
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted"
          />
        </div>
      </Popover.Anchor>
      <Popover.Portal container={container}>
        <Popover.Content
          ref={list}
          asChild
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <div
            id={listId}
            role="listbox"
            aria-label={aria['aria-label'] ?? t('options')}
            onMouseDown={(event) => event.preventDefault()}
            className="z-50 max-h-72 w-(--radix-popover-trigger-width) min-w-56 overflow-y-auto rounded-card border bg-raised p-1 shadow-float"
          >
            {shown.map((option, index) => (
              <div
                key={option.value}
                id={`${listId}-${index}`}
                data-index={index}
                data-highlighted={index === active ? '' : undefined}
                role="option"
                aria-selected={option.value === value}
                aria-disabled={option.disabled}
                onClick={() => choose(option)}
                onPointerMove={() => setActive(index)}
                className={cn(
                  'flex min-h-8 items-center gap-2 rounded-control px-2 py-1',
                  index === active && 'bg-hover',
                  option.disabled === true && 'text-muted',
                )}
              >
                <Check aria-hidden className={cn('size-4 shrink-0', option.value !== value && 'invisible')} />
                <span className="min-w-0 flex-1 break-words">
                  {option.label}
                  {option.hint !== undefined && <span className="block text-xs text-muted">{option.hint}</span>}
                </span>
              </div>
            ))}
            {shown.length === 0 && <p className="px-2 py-1.5 text-muted">{t('nothingFound')}</p>}
            {found.length > SHOWN && (
              <p className="px-2 py-1.5 text-xs text-muted">{t('moreOptions', { count: found.length - SHOWN })}</p>
            )}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
