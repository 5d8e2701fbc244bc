import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { MakerShell } from '@/components/shell/maker-shell';
import { readFactorDeadline } from '@/lib/services/second-factor/queries';
import { readShell } from '@/lib/services/home/queries';
import { getTheme } from '@/lib/web/i18n';
import { requirePage } from '@/lib/web/session';

/** The shell. It guards nothing: every page checks access itself. Users without Maker rights go to the Banner. */
export default async function MakerLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePage('signed-in');
  const [theme, shell, factorDueAt] = await Promise.all([getTheme(), readShell(ctx), readFactorDeadline(ctx)]);
  if (shell.permissions !== 'all' && shell.permissions.length === 0) redirect('/banner');
  return (
    <MakerShell
      user={{ name: ctx.actor.name, email: ctx.actor.email }}
      permissions={shell.permissions}
      theme={theme}
      sandbox={shell.sandbox}
      hasBanner={shell.hasBanner}
      factorDueAt={factorDueAt}
      preferencesUrl="/api/account/preferences"
    >
      {children}
    </MakerShell>
  );
}
