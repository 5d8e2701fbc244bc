import type { ReactNode } from 'react';
import { MessagesScope } from '@/components/shell/messages-scope';
import { getMessages } from '@/lib/web/i18n';

export default async function LinesLayout({ children }: { children: ReactNode }) {
  return <MessagesScope messages={await getMessages(['lines'])}>{children}</MessagesScope>;
}
