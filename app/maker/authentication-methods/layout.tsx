import type { ReactNode } from 'react';
import { MessagesScope } from '@/components/shell/messages-scope';
import { getMessages } from '@/lib/web/i18n';

export default async function AuthenticationMethodsLayout({ children }: { children: ReactNode }) {
  return (
    <MessagesScope messages={await getMessages(['auth-methods', 'connect', 'hubspot', 'scope-plan'])}>
      {children}
    </MessagesScope>
  );
}
