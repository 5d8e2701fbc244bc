'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useState, type ComponentProps } from 'react';
import { IconButton } from './icon-button';
import { Input } from './input';

/** People make fewer mistakes in long passwords that they can see. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, 'type' | 'className'>) {
  const t = useTranslations('common');
  const [isShown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input
        {...props}
        type={isShown ? 'text' : 'password'}
        spellCheck={false}
        autoCapitalize="none"
        className="pr-10"
      />
      <span className="absolute top-1/2 right-1 -translate-y-1/2">
        <IconButton
          size="small"
          tooltip={false}
          label={isShown ? t('hidePassword') : t('showPassword')}
          aria-pressed={isShown}
          icon={isShown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
          onClick={() => setShown((before) => !before)}
        />
      </span>
    </div>
  );
}
