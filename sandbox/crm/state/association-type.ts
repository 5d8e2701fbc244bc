type AssociationCategory = 'HUBSPOT_DEFINED' | 'USER_DEFINED' | 'INTEGRATOR_DEFINED' | 'WORK';

/** One association type in one direction. `inverseId` is the type of the opposite direction. */
export interface AssociationType {
  category: AssociationCategory;
  typeId: number;
  inverseId: number;
  fromObjectTypeId: string;
  toObjectTypeId: string;
  /** Internal name, as the v3 `type` of an associated record shows it. */
  name: string;
  label: string | null;
}

/** from, to, id from → to, id to → from, and any label in each direction. */
type Row = [from: string, to: string, typeId: number, inverseId: number, label?: string, inverseLabel?: string];

const contact = '0-1',
  company = '0-2',
  deal = '0-3',
  ticket = '0-5',
  product = '0-7';
const communication = '0-18',
  task = '0-27',
  note = '0-46',
  meeting = '0-47',
  call = '0-48',
  email = '0-49';

const names: Record<string, string> = {
  [contact]: 'contact',
  [company]: 'company',
  [deal]: 'deal',
  [ticket]: 'ticket',
  [product]: 'product',
  [communication]: 'communication',
  [task]: 'task',
  [note]: 'note',
  [meeting]: 'meeting_event',
  [call]: 'call',
  [email]: 'email',
};

/** https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4#association-type-id-values */
const rows: Row[] = [
  [contact, company, 1, 2, 'Primary', 'Primary'],
  [contact, company, 279, 280],
  [contact, deal, 4, 3],
  [contact, ticket, 15, 16],
  [contact, contact, 449, 449],
  [contact, call, 193, 194],
  [contact, email, 197, 198],
  [contact, meeting, 199, 200],
  [contact, note, 201, 202],
  [contact, task, 203, 204],
  [contact, communication, 82, 81],
  [company, deal, 6, 5, 'Primary', 'Primary'],
  [company, deal, 342, 341],
  [company, ticket, 25, 26, 'Primary', 'Primary'],
  [company, ticket, 340, 339],
  [company, company, 450, 450],
  [company, company, 13, 14, 'Child Company', 'Parent Company'],
  [company, call, 181, 182],
  [company, email, 185, 186],
  [company, meeting, 187, 188],
  [company, note, 189, 190],
  [company, task, 191, 192],
  [company, communication, 88, 87],
  [deal, ticket, 27, 28],
  [deal, deal, 451, 451],
  [deal, call, 205, 206],
  [deal, email, 209, 210],
  [deal, meeting, 211, 212],
  [deal, note, 213, 214],
  [deal, task, 215, 216],
  [deal, communication, 86, 85],
  [ticket, ticket, 452, 452],
  [ticket, call, 219, 220],
  [ticket, email, 223, 224],
  [ticket, meeting, 225, 226],
  [ticket, note, 227, 228],
  [ticket, task, 229, 230],
  [ticket, communication, 84, 83],
];

/** All association types that HubSpot defines between the sandbox's objects, in both directions. */
export const standardAssociationTypes: AssociationType[] = rows.flatMap(
  ([from, to, typeId, inverseId, label, inverseLabel]) => {
    const there = toType(from, to, typeId, inverseId, label);
    return typeId === inverseId ? [there] : [there, toType(to, from, inverseId, typeId, inverseLabel)];
  },
);

function toType(
  from: string,
  to: string,
  typeId: number,
  inverseId: number,
  label: string | undefined,
): AssociationType {
  return {
    category: 'HUBSPOT_DEFINED',
    typeId,
    inverseId,
    fromObjectTypeId: from,
    toObjectTypeId: to,
    name: associationName(from, to, label),
    label: label ?? null,
  };
}

function associationName(from: string, to: string, label: string | undefined): string {
  const plain = `${names[from]}_to_${names[to]}`;
  if (label === 'Parent Company') return 'child_to_parent_company';
  if (label === 'Child Company') return 'parent_to_child_company';
  const hasPrimary = label === undefined && rows.some((row) => row[4] === 'Primary' && samePair(row, from, to));
  return hasPrimary ? `${plain}_unlabeled` : plain;
}

function samePair(row: Row, from: string, to: string): boolean {
  return (row[0] === from && row[1] === to) || (row[0] === to && row[1] === from);
}
