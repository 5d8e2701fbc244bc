import { notFound } from 'next/navigation';
import { requirePage } from '@/lib/web/session';

/** Unknown address: shown inside the Maker, so that the menu stays usable. */
export default async function NoPage() {
  await requirePage('signed-in');
  notFound();
}
