import { notFound } from 'next/navigation';
import { requirePage } from '@/lib/web/session';

/** An address that no page has: said within the Maker, where the menu leads on. */
export default async function NoPage() {
  await requirePage('signed-in');
  notFound();
}
