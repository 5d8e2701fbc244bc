import { z } from 'zod';

/**
 * `answered`: they talked until the end · `missed`: they did not answer · `unanswered`: they called, and the customer did
 * not answer · `answered_elsewhere`: a colleague did · `withdrawn`: it stopped ringing · `transferred`: they handed it on.
 */
const ENDINGS = ['answered', 'missed', 'unanswered', 'answered_elsewhere', 'withdrawn', 'transferred'] as const;
export type Ending = (typeof ENDINGS)[number];
export const endingSchema = z.enum(ENDINGS);

/** Of these the agent keeps the interaction among their recent ones; the others leave the Banner after a moment. */
export const KEPT_ENDINGS = ['answered', 'missed', 'unanswered', 'transferred'] as const satisfies readonly Ending[];

/** How long a Banner says who answered, or that it stopped ringing. */
export const LEAVES_AFTER_MS = 8_000;

const PHASES = ['ringing', 'talking', 'left'] as const;
export const phaseSchema = z.enum(PHASES);
export type Phase = (typeof PHASES)[number];

/** One agent's part in an interaction. The state of the interaction follows from all of them. */
export interface Participation {
  /** The email address, or whatever the source calls somebody nobody knows. */
  agent: string;
  phase: Phase;
  /** When it rang first, or else when the agent was first mentioned. */
  offeredAt: string;
  /** When they answered first. */
  answeredAt: string | null;
  leftAt: string | null;
  ending: Ending | null;
  /** Who answered instead, or whom it was handed to. */
  takenBy: string | null;
}
