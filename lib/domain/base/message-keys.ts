import type { Messages } from '@/messages/messages';

export type { Messages };

/** Paths of the texts in a namespace: `labels.clientId`. */
type KeyOf<Tree> = {
  [K in keyof Tree & string]: Tree[K] extends string ? K : `${K}.${KeyOf<Tree[K]>}`;
}[keyof Tree & string];

/** Keys of messages, by type alone: importing this loads no message. A key renamed in `messages/en` no longer compiles. */
type MessageKey<Namespace extends keyof Messages> = KeyOf<Messages[Namespace]>;

/** An error's message. */
export type ErrorKey = MessageKey<'errors'>;
/** A message beside a field. */
export type ValidationKey = MessageKey<'validation'>;
/** Messages that a CRM provider's manifest names. Each provider has a namespace of its own. */
export type ProviderMessageKey = MessageKey<'hubspot'>;
