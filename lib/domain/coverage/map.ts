import type { Channel, Direction } from '../interaction/interaction';
import type { Moment } from '../screen-pop/scenario';
import type { CardClass, QueueClass } from './classes';

/** What the coverage analysis answers; `coverage.ts` computes it. */
export interface CoverageMap {
  /** Those with the CRM. Empty: the map is of a profile with this CRM alone that shows every object. */
  profiles: { id: string; name: string }[];
  queues: QueueClass[];
  cards: CardClass[];
  screenPop: ScreenPopCell[];
  assignment: AssignmentCell[];
  /** Enabled ones that decide nothing anywhere. */
  unreached: Unreached[];
  /** Enabled ones that decide something, but whose effect depends on what an interaction reports. */
  open: OpenEffect[];
}

export interface Server {
  kind: 'scenario' | 'rule';
  id: string;
  crmId: string;
  name: string;
}

export function toServer(
  kind: Server['kind'],
  { id, crmId, name }: { id: string; crmId: string; name: string },
): Server {
  return { kind, id, crmId, name };
}

interface Cell<Part> {
  channel: Channel;
  direction: Direction;
  /** Together every situation of the cell, each once; in the order in which they are tried, what nothing serves last. */
  parts: Part[];
}

export interface ScreenPopPart {
  by: Server | null;
  /** Ids. */
  profiles: string[];
}

/** Every combination of its profiles, queues and cards. */
export interface AssignmentPart extends ScreenPopPart {
  queues: string[];
  cards: string[];
}

export interface ScreenPopCell extends Cell<ScreenPopPart> {
  moment: Moment;
}
/** Of interactions that have ended. No rule asks for the result, so it makes no difference. */
export interface AssignmentCell extends Cell<AssignmentPart> {
  /** False: of interactions with colleagues, excluded numbers and lines, emergency and service numbers. */
  isWithCustomer: boolean;
}

export interface Unreached extends Server {
  reason:
    /** Wherever it would apply, one of these comes first. */
    | { kind: 'shadowed'; by: Server[] }
    | { kind: 'object_gone' }
    /** No profile shows these objects together, so there are never such cards. */
    | { kind: 'object_hidden'; objects: string[] };
}

export const IDENTITIES = ['number', 'email', 'handle'] as const;
export type Identity = (typeof IDENTITIES)[number];

export interface OpenEffect extends Server {
  effect:
    /** Searches only if an interaction reports one of these sets. */
    | { kind: 'searches_with'; identities: Identity[][]; comparesValues: boolean }
    /** Its objects or fields are gone or hidden. */
    | { kind: 'never_searches' }
    /** Writes nothing while one of these required fields has no value. */
    | { kind: 'needs_values'; fields: string[] }
    /** Nothing fills these required fields. */
    | { kind: 'never_writes'; fields: string[] };
}
