'use client';

import { IntlProvider, type AbstractIntlMessages } from 'use-intl';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { PREFERENCE_COOKIES } from '@/lib/domain/base/preferences';
import { SignInAgain } from '../forms/sign-in-again';
import { AnnouncerProvider } from '../ui/announcer';
import { ToastProvider } from '../ui/toast';
import { TooltipProvider } from '../ui/tooltip';
import { setPreference } from './set-preference';

interface RootProvidersProps {
  locale: string;
  messages: AbstractIntlMessages;
  /** The time zone that the server rendered with. */
  timeZone: string;
  /** The user chose it, so the browser's own is ignored. */
  isTimeZoneChosen: boolean;
  now: Date;
  children: ReactNode;
}

/** Providers for every page: language, time zone, announcements, toasts. */
export function RootProviders({ locale, messages, timeZone, isTimeZoneChosen, now, children }: RootProvidersProps) {
  const zone = useSyncExternalStore(
    never,
    () => (isTimeZoneChosen ? timeZone : browserTimeZone()),
    () => timeZone,
  );
  useEffect(() => {
    if (zone !== timeZone) setPreference(PREFERENCE_COOKIES.timeZone, zone);
  }, [zone, timeZone]);

  return (
    <IntlProvider locale={locale} messages={messages} timeZone={zone} now={now}>
      <TooltipProvider>
        <AnnouncerProvider>
          <ToastProvider>
            {children}
            <SignInAgain />
          </ToastProvider>
        </AnnouncerProvider>
      </TooltipProvider>
    </IntlProvider>
  );
}

const never = () => () => undefined;

function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
