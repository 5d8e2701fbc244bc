'use client';

import { FlaskConical, Menu, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Theme } from '@/lib/domain/base/preferences';
import { leavePage } from '../ui/leave-guard';
import { Button } from '../ui/button';
import { IconButton } from '../ui/icon-button';
import { Kbd } from '../ui/kbd';
import { Link } from '../ui/link';
import { Sheet } from '../ui/sheet';
import { Breadcrumb } from './breadcrumb';
import { FactorDue } from './factor-due';
import { CrumbContext } from '../ui/crumb';
import { KeyboardSheet } from './keyboard-sheet';
import { Logo } from './logo';
import { useModifierKey } from './modifier-key';
import { creatableEntries, visibleEntries, type HeldPermissions, type NavEntry } from './navigation';
import { Palette } from './palette';
import { RouteFocus } from './route-focus';
import { ShortcutsProvider, useShortcut } from './shortcuts';
import { SideNav } from './side-nav';
import { UserCapsule, type CapsuleUser } from './user-capsule';

export interface MakerShellProps {
  user: CapsuleUser;
  permissions: HeldPermissions;
  theme: Theme;
  /** The sandbox's URL, in sandbox mode. */
  sandbox: { url: string } | null;
  /** Whether the user can open the Banner. */
  hasBanner: boolean;
  /** When the user must have set up a second factor. */
  factorDueAt: Date | null;
  preferencesUrl?: string;
  children: ReactNode;
}

/** The frame of every Maker page. Shows only what the user may open, but doesn't check access. */
export function MakerShell(props: MakerShellProps) {
  return (
    <ShortcutsProvider>
      <Frame {...props} />
    </ShortcutsProvider>
  );
}

function Frame({
  user,
  permissions,
  theme,
  sandbox,
  hasBanner,
  factorDueAt,
  preferencesUrl,
  children,
}: MakerShellProps) {
  const t = useTranslations('shell');
  const entries = useMemo(() => visibleEntries(permissions), [permissions]);
  const creatable = useMemo(() => creatableEntries(permissions), [permissions]);
  const [overlay, setOverlay] = useState<'menu' | 'palette' | 'keys'>();
  const [thing, setThing] = useState<string>();
  const overlayProps = (which: typeof overlay) => ({
    open: overlay === which,
    onOpenChange: (open: boolean) => setOverlay(open ? which : undefined),
  });

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setOverlay((shown) => (shown === 'palette' ? undefined : 'palette'));
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  useShortcut('?', t('keys.title'), () => setOverlay('keys'));

  return (
    <CrumbContext value={setThing}>
      <a
        href="#content"
        className="sr-only z-80 rounded-control bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      {entries.map((entry) => (
        <GoTo key={entry.key} entry={entry} />
      ))}
      <div className="flex min-h-dvh">
        <div className="sticky top-0 hidden h-dvh w-56 shrink-0 overflow-y-auto px-2.5 pb-4 nav:block">
          <SideNav entries={entries}>
            <Brand />
          </SideNav>
        </div>
        <div className="flex min-w-0 flex-1 flex-col border-line bg-surface nav:border-l">
          <header className="sticky top-0 z-30 border-b bg-surface/95 backdrop-blur-sm">
            <div className="flex min-h-13 items-center gap-2 px-3 sm:gap-3 nav:px-6">
              <IconButton
                className="nav:hidden"
                label={t('openMenu')}
                icon={<Menu aria-hidden className="size-5" />}
                tooltip={false}
                onClick={() => setOverlay('menu')}
              />
              <div className="hidden min-w-0 flex-1 md:block">
                <Breadcrumb thing={thing} />
              </div>
              <div className="flex-1 md:hidden" />
              {sandbox !== null && <SandboxBadge url={sandbox.url} />}
              <PaletteButton onOpen={() => setOverlay('palette')} />
              <UserCapsule
                user={user}
                theme={theme}
                otherApp={hasBanner ? { href: '/banner', label: t('openBanner') } : null}
                preferencesUrl={preferencesUrl}
                accountHref="/maker/settings/account"
                onShowKeys={() => setOverlay('keys')}
              />
            </div>
            <div className="px-4 pb-2 md:hidden">
              <Breadcrumb thing={thing} />
            </div>
          </header>
          {factorDueAt !== null && <FactorDue at={factorDueAt} href="/maker/settings/account" />}
          <main id="content" tabIndex={-1} className="w-full max-w-350 flex-1 px-4 py-5 outline-none nav:px-6 nav:py-6">
            {children}
          </main>
        </div>
      </div>
      <RouteFocus />
      <Sheet
        side="left"
        title={
          <span className="flex items-center gap-2 text-base">
            <Logo className="size-5" />
            Maker<span className="sr-only">: {t('menu')}</span>
          </span>
        }
        {...overlayProps('menu')}
      >
        <SideNav entries={entries} onNavigate={() => setOverlay(undefined)} />
      </Sheet>
      <Palette entries={entries} creatable={creatable} {...overlayProps('palette')} />
      <KeyboardSheet {...overlayProps('keys')} />
    </CrumbContext>
  );
}

function Brand() {
  return (
    <Link
      href="/maker"
      className="mb-2 flex h-13 w-fit items-center gap-2 rounded-control px-2.5 text-base font-semibold tracking-title"
    >
      <Logo className="size-5" />
      Maker
    </Link>
  );
}

function SandboxBadge({ url }: { url: string }) {
  const t = useTranslations('shell');
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      title={t('sandboxHint')}
      className="inline-flex min-h-6 items-center gap-1 rounded-full border border-warning-line bg-warning-tint px-2 text-xs font-medium whitespace-nowrap text-warning hover:underline"
    >
      <FlaskConical aria-hidden className="size-3.5" />
      {t('sandbox')}
    </a>
  );
}

function PaletteButton({ onOpen }: { onOpen: () => void }) {
  const t = useTranslations('shell');
  const modifier = useModifierKey();
  return (
    <>
      <Button
        onClick={onOpen}
        className="hidden border-line font-normal text-muted md:inline-flex"
        icon={<Search aria-hidden className="size-4" />}
      >
        <span className="mr-3">{t('search')}</span>
        <span aria-hidden className="flex gap-0.5">
          <Kbd>{modifier}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </Button>
      <IconButton
        className="md:hidden"
        label={t('search')}
        tooltip={false}
        icon={<Search aria-hidden className="size-5" />}
        onClick={onOpen}
      />
    </>
  );
}

/** `g` and a letter. */
function GoTo({ entry }: { entry: NavEntry }) {
  const t = useTranslations('shell');
  const router = useRouter();
  useShortcut(`g ${entry.letter}`, t(`nav.${entry.key}`), () => leavePage(() => router.push(entry.href)));
  return null;
}
