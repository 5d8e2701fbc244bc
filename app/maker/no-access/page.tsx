import { ProblemPage } from '@/components/shell/problem-page';
import { LinkButton } from '@/components/ui/link-button';
import { getTranslations } from '@/lib/web/i18n';
import { oneParam, type PageInput } from '@/lib/web/search-params';
import { requirePage } from '@/lib/web/session';
import { MODULE_KEYS, VERBS } from '@/lib/domain/base/modules';

export async function generateMetadata() {
  return { title: (await getTranslations('settings'))('noAccess.title') };
}

/** Shown when the user's role doesn't allow a page: names the missing right and who can grant it. */
export default async function NoAccessPage({ searchParams }: PageInput) {
  await requirePage('signed-in');
  const wanted = oneParam(await searchParams, 'permission') ?? '';
  const [t, roles] = await Promise.all([getTranslations('settings'), getTranslations('roles')]);
  const area = MODULE_KEYS.find((candidate) => wanted.startsWith(`${candidate}.`));
  const verb = VERBS.find((candidate) => wanted.endsWith(`.${candidate}`));
  const text =
    area && verb
      ? t('noAccess.text', { verb: roles(`verbs.${verb}`), module: roles(`modules.${area}`) })
      : t('noAccess.textUnknown');
  return (
    <ProblemPage
      isInShell
      title={t('noAccess.title')}
      action={<LinkButton href="/maker">{t('noAccess.home')}</LinkButton>}
    >
      <p>{text}</p>
    </ProblemPage>
  );
}
