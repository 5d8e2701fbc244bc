/** A limit of the provider's that several processes use up together: so many places, each held by one of them. */
export interface SharedPlaces {
  /** The first free place from `from` to `to`, or null while all of them are held. Never rejects. */
  take(name: string, places: { from: number; to: number }): Promise<SharedPlace | null>;
}

export interface SharedPlace {
  giveBack(): void;
}
