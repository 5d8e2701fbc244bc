'use client';

import { createContext, useContext, type ReactNode } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl';
import { readableValue, type ReadableField, type ReadableObject } from '@/lib/domain/crm/readable-field';

interface Readable {
  objects: readonly ReadableObject[];
  defaultCountry: string | null;
}

const ReadableContext = createContext<Readable>({ objects: [], defaultCountry: null });

/** Provides readable values of these objects to its children. */
export function ReadableObjects({ objects, defaultCountry, children }: Readable & { children: ReactNode }) {
  return <ReadableContext value={{ objects, defaultCountry }}>{children}</ReadableContext>;
}

/** The page's objects and fields by id, and values formatted for the reader's language, time zone and country. */
export function useReadableObjects() {
  const { objects, defaultCountry } = useContext(ReadableContext);
  const t = useTranslations('common');
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'UTC';
  return {
    defaultCountry,
    objectOf: (id: string | undefined): ReadableObject | undefined => objects.find((object) => object.id === id),
    fieldOf: (id: string): ReadableField | undefined =>
      objects.flatMap(({ fields }) => fields).find((field) => field.id === id),
    formatValue: (field: ReadableField, stored: string | null): string =>
      readableValue(field, stored, { locale, timeZone, defaultCountry, words: { yes: t('yes'), no: t('no') } }),
  };
}
