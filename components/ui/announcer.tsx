'use client';

import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';

type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce | null>(null);

/** One polite live region for the whole page. Repeated announcements are read again. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [announcement, setAnnouncement] = useState({ text: '', times: 0 });
  const announce = useCallback((text: string) => setAnnouncement((before) => ({ text, times: before.times + 1 })), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite" className="sr-only">
        <span key={announcement.times}>{announcement.text}</span>
      </div>
    </AnnounceContext>
  );
}

/** Announces something to screen readers without moving the focus. */
export function useAnnounce(): Announce {
  const announce = useContext(AnnounceContext);
  if (announce === null) throw new Error('useAnnounce needs the AnnouncerProvider of the root layout');
  return announce;
}
