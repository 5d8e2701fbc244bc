/** What every control of a field's value takes. */
export interface ControlProps {
  /** In the provider's text form. */
  value: string;
  onChange: (value: string) => void;
  aria: {
    id: string;
    'aria-labelledby'?: string;
    'aria-describedby'?: string | undefined;
    'aria-invalid'?: true | undefined;
  };
  autoFocus?: boolean;
}
