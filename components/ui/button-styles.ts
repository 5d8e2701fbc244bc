import { cva, type VariantProps } from 'class-variance-authority';

export const buttonStyles = cva(
  'inline-flex max-w-full shrink-0 items-center justify-center gap-1.5 rounded-control border text-base font-medium wrap-anywhere transition-colors select-none data-[off]:cursor-not-allowed data-[off]:opacity-55',
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent not-data-[off]:hover:bg-accent-hover',
        secondary: 'border-outline/55 bg-raised text-ink not-data-[off]:hover:bg-hover',
        ghost: 'border-transparent bg-transparent text-ink not-data-[off]:hover:bg-hover',
        danger: 'border-transparent bg-danger-fill text-on-danger not-data-[off]:hover:bg-danger-fill-hover',
      },
      size: {
        medium: 'min-h-control px-3 py-1',
        small: 'min-h-7 px-2 py-0.5 text-sm',
        icon: 'size-control p-0',
        'icon-small': 'size-7 p-0',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'medium' },
  },
);

export type ButtonVariant = NonNullable<VariantProps<typeof buttonStyles>['variant']>;
export type ButtonSize = 'medium' | 'small';
