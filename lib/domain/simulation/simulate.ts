import type { StoredCard } from '../crm/attached-card';
import { effectOf } from '../interaction/effect';
import type { InteractionEventInput } from '../interaction/interaction';
import type { InteractionSubject } from '../interaction/read-data';
import type { Replay } from '../interaction/replay';
import { isClosed, type InteractionState } from '../interaction/state';
import {
  cardToAttach,
  decidesAt,
  isLateEcho,
  lateMomentOf,
  momentsOf,
  needsLateSearch,
  type Popped,
} from '../screen-pop/course';
import type { ScreenPopDecision } from '../screen-pop/decision';
import {
  decideScreenPop,
  startScreenPop,
  type ScreenPopInput,
  type ScreenPopRequest,
  type ScreenPopSearchResult,
} from '../screen-pop/run';
import type { Moment } from '../screen-pop/scenario';

/**
 * Runs an interaction through from its first event to its end, as the product would with these events, and stores nothing.
 * Each step is decided by the functions that the verbs call.
 */

export interface Lead {
  /** Whose scenarios decide. Null: nobody's. */
  profileId: string | null;
  /** Whose interaction it counts as. */
  userId: string | null;
  agentName: string | null;
  timeZone: string;
}

export type SimulatedSetting = Pick<ScreenPopInput, 'scenarios' | 'objects' | 'rights'>;

export interface SimulationInput<Setting extends SimulatedSetting> {
  events: readonly [InteractionEventInput, ...InteractionEventInput[]];
  replayOf: (events: readonly [InteractionEventInput, ...InteractionEventInput[]]) => Replay;
  subjectOf: (state: InteractionState, lead: Lead) => InteractionSubject;
  leadOf: (replay: Replay) => Lead;
  /** Decides once it is over, where nobody else does. */
  fallbackProfileId: string | null;
  settingOf: (profileId: string) => Promise<Setting>;
  search: (request: ScreenPopRequest, setting: Setting) => Promise<ScreenPopSearchResult>;
  /** The moment to explain. `manual`: the agent asks for a search. */
  asked: Moment;
}

interface Pop {
  moment: Moment;
  /** Searched again before the interaction is logged, because nobody was found while it lasted. */
  isLate: boolean;
  decision: ScreenPopDecision;
}

export interface Simulated<Setting> {
  /** At the moment that was asked for. Null: no profile decides, or the interaction never comes to it. */
  decision: ScreenPopDecision | null;
  /** When that was decided. Null: not at all, and the decision says why no scenario applies. */
  popped: Pick<Pop, 'moment' | 'isLate'> | null;
  /** At other moments. */
  others: Pop[];
  /** Once it is over. */
  subject: InteractionSubject;
  lead: Lead;
  profileId: string | null;
  /** Of that profile. */
  setting: Setting | null;
  attachedCard: StoredCard | null;
}

export async function simulate<Setting extends SimulatedSetting>(
  input: SimulationInput<Setting>,
): Promise<Simulated<Setting>> {
  const { events, asked } = input;
  const [first, ...rest] = events;
  const settings = new Map<string, Promise<Setting>>();
  const settingOf = (profileId: string) => {
    const known = settings.get(profileId) ?? input.settingOf(profileId);
    settings.set(profileId, known);
    return known;
  };
  const pops: Pop[] = [];
  let popped: Popped = { decision: null, attachedCard: null };
  let before: { replay: Replay; profileId: string | null } | null = null;

  const decide = async (at: Standing, moment: Moment, setting: Setting) => {
    const { scenarios, objects, rights } = setting;
    const { subject } = at;
    const { timeZone } = at.lead;
    const question = { moment, subject, scenarios, objects, rights, timeZone };
    return decideScreenPop(question, (request) => input.search(request, setting));
  };
  const pop = async (at: Standing, moment: Moment, isLate: boolean) => {
    if (at.profileId === null) return;
    const setting = await settingOf(at.profileId);
    const { state } = at.subject;
    const hasDecision = popped.decision !== null;
    if (!decidesAt(moment, { state, scenarios: setting.scenarios, hasDecision })) return;
    const decision = await decide(at, moment, setting);
    if (isLate && isLateEcho(decision, popped.decision)) return;
    pops.push({ moment, isLate, decision });
    popped = { decision, attachedCard: cardToAttach(decision, popped.attachedCard) ?? popped.attachedCard };
  };

  let standing = stand(input, [first]);
  for (let count = 1; count <= events.length; count += 1) {
    standing = stand(input, [first, ...rest.slice(0, count - 1)]);
    const { replay, lead, profileId, subject } = standing;
    const { nonCustomer = null } = subject;
    const effect = effectOf(before?.replay ?? null, replay);
    const known = before && { state: before.replay.state, profileId: before.profileId };
    for (const moment of momentsOf(known, { state: replay.state, profileId: lead.profileId, nonCustomer }, effect))
      await pop(standing, moment, false);
    // The agent asks while it goes on.
    if (asked === 'manual' && count === events.length - 1) await pop(standing, 'manual', false);
    before = { replay, profileId };
  }

  const setting = standing.profileId === null ? null : await settingOf(standing.profileId);
  if (setting && needsLateSearch(popped)) {
    const moment = lateMomentOf(standing.replay.state, setting.scenarios);
    if (moment) await pop(standing, moment, true);
  }
  const shown = pops.findLast(({ moment }) => moment === asked);
  return {
    decision: shown?.decision ?? (setting && whyNone(asked, standing, setting)),
    popped: shown ? { moment: shown.moment, isLate: shown.isLate } : null,
    others: pops.filter((other) => other !== shown),
    subject: standing.subject,
    lead: standing.lead,
    profileId: standing.profileId,
    setting,
    attachedCard: popped.attachedCard,
  };
}

/** Why no scenario applies at a moment. Null if one does, and the moment never comes. */
function whyNone(moment: Moment, { subject, lead }: Standing, setting: SimulatedSetting): ScreenPopDecision | null {
  const { scenarios, objects, rights } = setting;
  const progress = startScreenPop({ moment, subject, scenarios, objects, rights, timeZone: lead.timeZone });
  return progress.kind === 'decided' && progress.decision.scenarioId === null ? progress.decision : null;
}

/** How an interaction stands after some of its events. */
interface Standing {
  replay: Replay;
  lead: Lead;
  subject: InteractionSubject;
  profileId: string | null;
}

function stand<Setting extends SimulatedSetting>(
  { replayOf, leadOf, subjectOf, fallbackProfileId }: SimulationInput<Setting>,
  events: SimulationInput<Setting>['events'],
): Standing {
  const replay = replayOf(events);
  const lead = leadOf(replay);
  const profileId = lead.profileId ?? (isClosed(replay.state) ? fallbackProfileId : null);
  return { replay, lead, subject: subjectOf(replay.state, lead), profileId };
}
