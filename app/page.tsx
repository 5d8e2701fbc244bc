import { redirect } from 'next/navigation';
import { currentUser } from '@/lib/web/session';

/** The address alone: each reader goes where their work is. */
export default async function RootPage() {
  const user = await currentUser();
  if (!user) redirect('/login');
  redirect(user.isAdministrator || user.permissions.size > 0 ? '/maker' : '/banner');
}
