'use client';

import { useCallback, useState } from 'react';

/**
 * Where a floating layer is put: into the dialog that is open, because everything beside it is hidden from screen readers then,
 * else into the page's content, so that it belongs to a landmark.
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

/** Open state of a floating layer together with its place, which is looked up as it opens. */
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
