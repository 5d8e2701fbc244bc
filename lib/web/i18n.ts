import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import type { useTranslations } from 'use-intl';
import { createTranslator, type AbstractIntlMessages } from 'use-intl/core';
import { resolveLocale, type Locale } from '@/lib/domain/base/locale';
import { isTheme, isTimeZone, PREFERENCE_COOKIES, type Theme } from '@/lib/domain/base/preferences';
import type { ProviderId } from '@/lib/integrations/crm/contract/provider';
import { isProviderId } from '@/lib/integrations/crm/manifests';
import type { Messages } from '@/lib/domain/base/message-keys';
import { loadMessages } from './messages';
import { currentUser } from './session';

/** Namespaces that every page needs in the browser; others are added by MessagesScope around the pages that use them. */
export const SHARED_NAMESPACES = ['common', 'shell', 'lists', 'forms', 'errors', 'validation'];

/** The page that reports an unreachable database still needs its messages. */
const userIfReachable = cache(() => currentUser().catch(() => null));

export const getLocale = cache(async (): Promise<Locale> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const user = await userIfReachable();
  return resolveLocale({
    user: user?.language,
    cookie: jar.get(PREFERENCE_COOKIES.locale)?.value,
    acceptLanguage: head.get('accept-language'),
  });
});

export const getTheme = cache(async (): Promise<Theme> => {
  const theme = (await cookies()).get(PREFERENCE_COOKIES.theme)?.value;
  return isTheme(theme) ? theme : 'system';
});

/** The user's time zone, or the one the browser last reported, or UTC. */
export const getTimeZone = cache(async (): Promise<{ zone: string; isChosen: boolean }> => {
  const told = (await cookies()).get(PREFERENCE_COOKIES.timeZone)?.value;
  const chosen = (await userIfReachable())?.timeZone;
  if (chosen != null && isTimeZone(chosen)) return { zone: chosen, isChosen: true };
  return { zone: told !== undefined && isTimeZone(told) ? told : 'UTC', isChosen: false };
});

/** The time of this request, the same for the whole page. */
export const getNow = cache(async (): Promise<Date> => new Date());

/** In a server component: `const t = await getTranslations('roles')`; in a client component use use-intl's hook. */
export async function getTranslations<N extends Namespace>(namespace: N): Promise<Translations<N>> {
  const locale = await getLocale();
  const messages = await loadMessages(locale, [namespace]);
  const name: string = namespace;
  return asTranslations(createTranslator({ locale, messages, namespace: name }));
}

/** The messages of a provider, by the id that is stored with what uses it. */
export async function getProviderTranslations(provider: string): Promise<Translations<ProviderId>> {
  if (!isProviderId(provider)) throw new Error(`No messages for provider ${provider}`);
  return getTranslations(provider);
}

type Namespace = keyof Messages;
export type Translations<N extends Namespace> = ReturnType<typeof useTranslations<N>>;
/** The hook's function. The library's type for messages known only at run time would refuse every parameter. */
function asTranslations<N extends Namespace>(translator: unknown): Translations<N> {
  return translator as Translations<N>;
}

/** The messages a MessagesScope sends to the browser. */
export async function getMessages(namespaces: readonly string[]): Promise<AbstractIntlMessages> {
  return loadMessages(await getLocale(), namespaces);
}
