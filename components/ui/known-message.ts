import type { useTranslations } from 'use-intl';
import type { MessageParams } from '@/lib/domain/base/app-error';
import type { Messages } from '@/lib/domain/base/message-keys';

type Translator<N extends keyof Messages> = ReturnType<typeof useTranslations<N>>;

/** The message of a key known only at run time, such as a stored reason; null if there is none. */
export function knownMessage<N extends keyof Messages>(
  t: Translator<N>,
  key: string,
  params?: MessageParams,
): string | null {
  const { has, translate } = withAnyKey(t);
  return has(key) ? translate(key, params) : null;
}

/** A translator's keys are a closed type. Its own `has` says whether a text is one of them. */
function withAnyKey(t: unknown): {
  has: (key: string) => boolean;
  translate: (key: string, params?: MessageParams) => string;
} {
  const translate = t as { (key: string, params?: MessageParams): string; has(key: string): boolean };
  return { has: (key) => translate.has(key), translate };
}
