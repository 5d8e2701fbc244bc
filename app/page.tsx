import { redirect } from 'next/navigation';
import { currentUser } from '@/lib/web/session';

/** The bare address sends each user to their own start page. */
export default async function RootPage() {
  const user = await currentUser();
  if (!user) redirect('/login');
  redirect(user.isAdministrator || user.permissions.size > 0 ? '/maker' : '/banner');
}
