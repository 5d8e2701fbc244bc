'use client';

import { useCallback, useState } from 'react';

/**
 * Where a floating layer is rendered: in the open dialog, because everything outside it is hidden from screen readers,
 * otherwise in the page's content, so that it belongs to a landmark.
 */
function layerContainer(): HTMLElement | undefined {
  const dialogs = document.querySelectorAll<HTMLElement>('[role="dialog"], [role="alertdialog"]');
  return dialogs[dialogs.length - 1] ?? document.querySelector<HTMLElement>('main') ?? undefined;
}

interface Layer {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  container: HTMLElement | undefined;
}

/** Open state of a floating layer and its container, which is determined when it opens. */
export function useLayer(controlled?: {
  open: boolean | undefined;
  onOpenChange: ((open: boolean) => void) | undefined;
}): Layer {
  const [own, setOwn] = useState(false);
  const [container, setContainer] = useState<HTMLElement>();
  const change = controlled?.onOpenChange;
  const onOpenChange = useCallback(
    (open: boolean) => {
      if (open) setContainer(layerContainer());
      setOwn(open);
      change?.(open);
    },
    [change],
  );
  return { open: controlled?.open ?? own, onOpenChange, container };
}
