import type { AbstractIntlMessages } from 'use-intl/core';
import type { Locale } from '@/lib/domain/base/locale';
import { setFrenchSpaces } from './french-spaces';

/** One file per namespace: `messages/<locale>/<namespace>.json`. A missing file is a bug and throws. */
export async function loadMessages(locale: Locale, namespaces: readonly string[]): Promise<AbstractIntlMessages> {
  const loaded = await Promise.all(
    namespaces.map(async (namespace) => [namespace, await loadNamespace(locale, namespace)] as const),
  );
  return Object.fromEntries(loaded);
}

async function loadNamespace(locale: Locale, namespace: string): Promise<AbstractIntlMessages> {
  const file: { default: AbstractIntlMessages } = await import(`../../messages/${locale}/${namespace}.json`);
  return locale === 'fr' ? setFrenchSpaces(file.default) : file.default;
}
