/**
 * What a phone system or mailbox reports, one example of each kind, with the answer: the API's description shows them, and a
 * test posts each and compares.
 */
export interface EventExample {
  summary: string;
  event: Record<string, unknown>;
  answer: { ignored: { field: string; reason: string }[]; unknownAgents: string[] };
}

const TAKEN = { ignored: [], unknownAgents: [] };

function call(id: string, seconds: number): Record<string, unknown> {
  const at = new Date(Date.UTC(2026, 10, 30, 9, 0, seconds)).toISOString();
  return { source: 'pbx-1', id, at, channel: 'voice', direction: 'incoming' };
}

const LEA = 'lea@x.example';
const HUGO = 'hugo@x.example';

export const EVENT_EXAMPLES: Readonly<Record<string, EventExample>> = {
  presented: {
    summary: 'It rings at an agent.',
    event: {
      ...call('call-1', 0),
      type: 'presented',
      agent: LEA,
      ourNumber: '+33199000001',
      customer: { number: '+33199000041' },
    },
    answer: TAKEN,
  },
  presentedToGroup: {
    summary: 'It rings at exactly these agents now, for a queue. With an empty list it waits in the queue.',
    event: {
      ...call('call-2', 0),
      type: 'presented',
      agents: [LEA, HUGO],
      queue: 'Support',
      customer: { number: '+33353013600' },
    },
    answer: TAKEN,
  },
  accepted: {
    summary: 'An agent answered; the others read who did.',
    event: { ...call('call-2', 8), type: 'accepted', agent: HUGO },
    answer: TAKEN,
  },
  withdrawn: {
    summary: 'It no longer rings at an agent.',
    event: { ...call('call-1', 12), type: 'withdrawn', agent: LEA },
    answer: TAKEN,
  },
  missed: {
    summary: 'Nobody answered, and the caller gave up. With an agent: that agent did not answer.',
    event: { ...call('call-1', 20), type: 'missed', queue: 'Support' },
    answer: TAKEN,
  },
  transferred: {
    summary: 'The agent handed it on to a colleague. Without `to`: to a queue, or to somebody else.',
    event: { ...call('call-2', 60), type: 'transferred', agent: HUGO, to: LEA },
    answer: TAKEN,
  },
  ended: {
    summary: 'It is over.',
    event: { ...call('call-2', 128), type: 'ended', durationMs: 120_000, outcome: 'Connected' },
    answer: TAKEN,
  },
  described: {
    summary: 'Something became known late: here the recording.',
    event: { ...call('call-2', 300), type: 'described', recordingUrl: 'https://recordings.example/call-2.mp3' },
    answer: TAKEN,
  },
  withheld: {
    summary: 'The caller withholds the number. An empty number, or the network’s word for it, says the same.',
    event: { ...call('call-3', 0), type: 'presented', agent: LEA, customer: { withheld: true } },
    answer: TAKEN,
  },
  internal: {
    summary:
      'A colleague calls: an extension, or a number under Settings · Excluded numbers. Nobody is searched for, and it is only logged if a rule asks for it.',
    event: { ...call('call-4', 0), type: 'presented', agent: LEA, customer: { number: '201' } },
    answer: TAKEN,
  },
  ignored: {
    summary: 'Facts that can’t be used are left out and named; the event counts.',
    event: { ...call('call-3', 40), type: 'ended', recordingUrl: 'http://10.0.0.5/3.wav', outcome: '' },
    answer: {
      ignored: [
        { field: 'recordingUrl', reason: 'not_https' },
        { field: 'outcome', reason: 'empty' },
      ],
      unknownAgents: [],
    },
  },
  unknownAgent: {
    summary: 'An agent nobody knows is named. The fallback profile of the number or queue decides where it is logged.',
    event: {
      ...call('call-5', 0),
      type: 'ended',
      agent: 'temp@agency.example',
      queue: 'Support',
      customer: { number: '+33199000041' },
      durationMs: 30_000,
    },
    answer: { ignored: [], unknownAgents: ['temp@agency.example'] },
  },
  email: {
    summary: 'An email with its text, for a rule that maps it. `presented`, `accepted` and `ended` as for a call.',
    event: {
      source: 'inbox',
      id: 'mail-17',
      type: 'presented',
      at: '2026-11-30T09:00:00.000Z',
      channel: 'email',
      direction: 'incoming',
      agent: LEA,
      customer: { email: 'customer@company.example' },
      subject: 'Order 4711',
      bodyHtml: '<p>Where is it?</p>',
    },
    answer: TAKEN,
  },
  participants: {
    summary:
      'Everybody the email names. It is linked with each of them who is known for certain; your own people are recognised. Who is listed without an address is left out.',
    event: {
      source: 'inbox',
      id: 'mail-18',
      type: 'presented',
      at: '2026-11-30T09:05:00.000Z',
      channel: 'email',
      direction: 'incoming',
      agent: LEA,
      customer: { email: 'customer@company.example' },
      subject: 'Order 4712',
      body: 'We need both parts.',
      participants: [
        { role: 'from', email: 'customer@company.example', name: 'Chris Customer' },
        { role: 'to', email: LEA },
        { role: 'cc', email: 'colleague@company.example', name: 'Colin Colleague' },
        { role: 'cc', name: 'Purchasing' },
      ],
    },
    answer: { ignored: [{ field: 'participants.3', reason: 'missing' }], unknownAgents: [] },
  },
  participantsLate: {
    summary: 'Somebody joined the conference, or became known late.',
    event: {
      ...call('call-2', 310),
      type: 'described',
      participants: [{ number: '+33353013601', name: 'Dana' }],
    },
    answer: TAKEN,
  },
};
