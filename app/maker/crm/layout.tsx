import type { ReactNode } from 'react';
import { MessagesScope } from '@/components/shell/messages-scope';
import { getMessages } from '@/lib/web/i18n';

export default async function CrmLayout({ children }: { children: ReactNode }) {
  return (
    <MessagesScope messages={await getMessages(['crm', 'rules', 'trace', 'interaction-data', 'hubspot', 'scope-plan'])}>
      {children}
    </MessagesScope>
  );
}
