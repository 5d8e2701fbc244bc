'use client';

import { IntlProvider, useLocale, useMessages, type AbstractIntlMessages } from 'use-intl';
import { useMemo, type ReactNode } from 'react';

/**
 * Adds a page's own messages to those of the layout. In a server component:
 * `<MessagesScope messages={await getMessages(['roles'])}>…</MessagesScope>`.
 */
export function MessagesScope({ messages, children }: { messages: AbstractIntlMessages; children: ReactNode }) {
  const locale = useLocale();
  const above = useMessages();
  const all = useMemo(() => ({ ...above, ...messages }), [above, messages]);
  return (
    <IntlProvider locale={locale} messages={all}>
      {children}
    </IntlProvider>
  );
}
