import { readdirSync, readFileSync } from 'node:fs';
import { createTranslator, type AbstractIntlMessages } from 'use-intl/core';
import { setFrenchSpaces } from '@/lib/web/french-spaces';

export type Language = 'en' | 'fr';
/** The interface's messages, by key: `say('crm.objectList.add')`. */
export type Words = (key: string, params?: Record<string, string | number>) => string;

/** Flows look up messages, so that one flow runs in every language. A key that does not exist throws. */
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

/** A translator for messages known only at run time, whose type would reject every key. */
function asWords(translator: unknown): Words {
  return translator as Words;
}
