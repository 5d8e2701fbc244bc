import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { RootProviders } from '@/components/shell/root-providers';
import { getLocale, getMessages, getNow, getTheme, getTimeZone, SHARED_NAMESPACES } from '@/lib/web/i18n';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Maker', template: '%s · Maker' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme, timeZone, now, messages] = await Promise.all([
    getLocale(),
    getTheme(),
    getTimeZone(),
    getNow(),
    getMessages(SHARED_NAMESPACES),
  ]);
  return (
    <html lang={locale} data-theme={theme} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <RootProviders
          locale={locale}
          messages={messages}
          timeZone={timeZone.zone}
          isTimeZoneChosen={timeZone.isChosen}
          now={now}
        >
          {children}
        </RootProviders>
      </body>
    </html>
  );
}
