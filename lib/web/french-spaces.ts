import type { AbstractIntlMessages } from 'use-intl/core';

/**
 * French puts a non-breaking space before : ; ? ! and inside « ». The message files use ordinary spaces, because
 * nobody sees the difference while writing.
 */
export function setFrenchSpaces(messages: AbstractIntlMessages): AbstractIntlMessages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string' ? bind(value) : setFrenchSpaces(value),
    ]),
  );
}

function bind(text: string): string {
  return text.replace(/ (?=[:;?!»%])/g, '\u00a0').replace(/« /g, '«\u00a0');
}
