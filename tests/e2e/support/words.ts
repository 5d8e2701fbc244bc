import { readdirSync, readFileSync } from 'node:fs';
import { createTranslator, type AbstractIntlMessages } from 'use-intl/core';
import { setFrenchSpaces } from '@/lib/web/french-spaces';

export type Language = 'en' | 'fr';
/** What the interface says, by the key of its message: `say('crm.objectList.add')`. */
export type Words = (key: string, params?: Record<string, string | number>) => string;

/** Flows look for the product's own words, so that one flow walks in every language. A key that does not exist throws. */
export function wordsOf(language: Language): Words {
  const folder = new URL(`../../../messages/${language}/`, import.meta.url);
  const read = (file: string): AbstractIntlMessages => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  const messages = Object.fromEntries(readdirSync(folder).map((file) => [file.replace(/\.json$/, ''), read(file)]));
  return asWords(
    createTranslator({
      locale: language,
      messages: language === 'fr' ? setFrenchSpaces(messages) : messages,
      onError: (error) => {
        throw error;
      },
    }),
  );
}

/** A translator over messages that are only known at run time; its own type would refuse every key. */
function asWords(translator: unknown): Words {
  return translator as Words;
}
