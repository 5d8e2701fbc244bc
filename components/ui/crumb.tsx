'use client';

import { createContext, useContext, useEffect } from 'react';

type SetCrumb = (label: string | undefined) => void;

export const CrumbContext = createContext<SetCrumb>(() => undefined);

/** Adds the name of a detail page's entity to the breadcrumb. */
export function Crumb({ label }: { label: string }) {
  const setCrumb = useContext(CrumbContext);
  useEffect(() => {
    setCrumb(label);
    return () => setCrumb(undefined);
  }, [label, setCrumb]);
  return null;
}
