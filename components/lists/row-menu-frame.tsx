'use client';

import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { DropdownMenu } from '../ui/dropdown-menu';
import { IconButton } from '../ui/icon-button';

interface RowMenuFrameProps {
  /** Names the button and the menu: "Actions for HubSpot EU". */
  label: string;
  busy?: boolean;
  /** MenuItems. */
  children: ReactNode;
}

/** The menu at the end of a row, and its button, which the table's keys find by `data-row-menu`. */
export function RowMenuFrame({ label, busy = false, children }: RowMenuFrameProps) {
  return (
    <DropdownMenu
      label={label}
      trigger={
        <IconButton
          data-row-menu
          size="small"
          tooltip={false}
          busy={busy}
          label={label}
          icon={<Ellipsis aria-hidden className="size-4" />}
        />
      }
    >
      {children}
    </DropdownMenu>
  );
}
