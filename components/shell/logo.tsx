/** Our mark: a card within a frame. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden className={className}>
      <rect x="1" y="1" width="18" height="18" rx="5" className="fill-accent" />
      <rect x="5.5" y="5.5" width="9" height="9" rx="2" className="fill-on-accent" />
    </svg>
  );
}
