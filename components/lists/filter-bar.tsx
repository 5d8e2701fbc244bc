'use client';

import { ChevronDown, X } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { DropdownMenu, MenuCheck } from '../ui/dropdown-menu';
import { Input } from '../ui/input';
import { Select } from '../ui/select';
import { useListNavigation } from './list-frame';
import { SearchBox } from './search-box';

export interface ListFilter {
  /** The name in the URL. */
  name: string;
  label: string;
  options?: readonly { value: string; label: string }[];
  /** Allows several values, for example tags. */
  multiple?: boolean;
  /** A date instead of options: `from` or `to` of a period. */
  kind?: 'date';
}

export interface FilterBarProps {
  /** The search box's label: "Search by name or reference". Without it, there is no search. */
  searchLabel?: string;
  filters?: readonly ListFilter[];
  /** How many rows match; read out after each change. */
  total: number;
}

/** A list's search and filters, stored in the URL so that filtered lists can be linked to. */
export function FilterBar({ searchLabel, filters = [], total }: FilterBarProps) {
  const t = useTranslations('lists');
  const params = useSearchParams();
  const { change, isPending } = useListNavigation();
  const [days, others] = [filters.filter(({ kind }) => kind === 'date'), filters.filter(({ kind }) => kind !== 'date')];
  const isFiltered = params.get('q') !== null || filters.some((filter) => params.has(filter.name));
  const clear = () =>
    change(Object.fromEntries([['q', null], ...filters.map((filter) => [filter.name, null] as const)]));

  return (
    <search className="flex flex-wrap items-center gap-2">
      {searchLabel !== undefined && <SearchBox label={searchLabel} />}
      {others.map((filter) =>
        filter.multiple === true ? (
          <MultiFilter
            key={filter.name}
            filter={filter}
            chosen={params.getAll(filter.name)}
            onChange={(values) => change({ [filter.name]: values })}
          />
        ) : (
          <SingleFilter
            key={filter.name}
            filter={filter}
            value={params.get(filter.name) ?? ''}
            onChange={(value) => change({ [filter.name]: value })}
          />
        ),
      )}
      {days.length > 0 && (
        <div role="group" aria-label={t('period.title')} className="grid w-full grid-cols-2 gap-2 sm:flex sm:w-auto">
          {days.map((filter) => (
            <DayFilter
              key={filter.name}
              filter={filter}
              value={params.get(filter.name) ?? ''}
              onChange={(value) => change({ [filter.name]: value })}
            />
          ))}
        </div>
      )}
      {isFiltered && (
        <Button variant="ghost" icon={<X aria-hidden className="size-4" />} onClick={clear}>
          {t('clearFilters')}
        </Button>
      )}
      <p role="status" className="sr-only">
        {isPending ? '' : t('results', { count: total })}
      </p>
    </search>
  );
}

interface FilterProps<Value> {
  filter: ListFilter;
  onChange: (value: Value) => void;
}

function SingleFilter({ filter, value, onChange }: FilterProps<string> & { value: string }) {
  const t = useTranslations('lists');
  return (
    <div className="max-w-full">
      <Select
        aria-label={filter.label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        options={[{ value: '', label: t('filterAll', { label: filter.label }) }, ...(filter.options ?? [])]}
        className={cn('w-auto max-w-60', value !== '' && 'border-accent bg-accent-tint')}
      />
    </div>
  );
}

function DayFilter({ filter, value, onChange }: FilterProps<string> & { value: string }) {
  return (
    <label className="flex min-w-0 flex-col gap-x-2 text-sm text-muted sm:flex-row sm:items-center">
      {filter.label}
      <Input
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={cn('w-full sm:w-auto', value !== '' && 'border-accent bg-accent-tint')}
      />
    </label>
  );
}

function MultiFilter({ filter, chosen, onChange }: FilterProps<string[]> & { chosen: readonly string[] }) {
  const t = useTranslations('lists');
  const options = filter.options ?? [];
  const first = options.find((option) => option.value === chosen[0])?.label;
  const text =
    chosen.length === 0
      ? t('filterAll', { label: filter.label })
      : chosen.length === 1 && first !== undefined
        ? first
        : t('filterSome', { label: filter.label, count: chosen.length });
  return (
    <DropdownMenu
      align="start"
      trigger={
        <Button className={cn('border-outline font-normal', chosen.length > 0 && 'border-accent bg-accent-tint')}>
          <span className="max-w-44 truncate">{text}</span>
          <ChevronDown aria-hidden className="size-4 text-muted" />
        </Button>
      }
    >
      {options.length === 0 && <p className="px-2 py-1.5 text-muted">{t('nothingToChoose')}</p>}
      {options.map((option) => (
        <MenuCheck
          key={option.value}
          checked={chosen.includes(option.value)}
          onChange={(isOn) =>
            onChange(isOn ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))
          }
        >
          {option.label}
        </MenuCheck>
      ))}
    </DropdownMenu>
  );
}
