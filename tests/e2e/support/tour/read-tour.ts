import { readFileSync } from 'node:fs';

/** Where an instruction is carried out. The sandbox and the Maker are two tabs of one browser; the agent has another browser. */
export type Place = 'Maker' | 'sandbox' | 'window' | 'Banner';

/** One thing that the tour says to do or to expect. */
export type Instruction =
  | { do: 'goTo'; place: Place }
  | { do: 'openSetUpLink' }
  | { do: 'openUrl'; url: string }
  | { do: 'openCopied'; name: string }
  | { do: 'press'; label: string }
  | { do: 'enter'; value: string; label: string; position: number }
  | { do: 'enterCopied'; name: string; label: string }
  | { do: 'choose'; option: string; label: string }
  | { do: 'tick'; label: string }
  | { do: 'copy'; label: string }
  | { do: 'run'; script: string }
  | { do: 'expectValue'; label: string; value: string }
  | { do: 'expectText'; text: string };

export interface TourStep {
  /** The bold heading above the step and its number: `2.3 Create the SSO connector. 2`. */
  title: string;
  instructions: Instruction[];
}

const PLACES: Readonly<Record<string, Place>> = {
  'the Maker': 'Maker',
  'the sandbox': 'sandbox',
  'the Banner': 'Banner',
  'a private window': 'Banner',
  'the window that opens': 'window',
};

const LABEL = String.raw`\*([^*]+)\*`;
const LABELS = String.raw`(\*[^*]+\*(?:(?:, | and )\*[^*]+\*)*)`;
const VALUE = '`([^`]+)`';

/** The tour's phrases. Other text in a step may explain, but must not name a label, value, URL or block. */
const PHRASES: readonly [RegExp, (...groups: string[]) => Instruction[]][] = [
  [/(?:in|back in) (the Maker|the sandbox|the Banner|a private window|the window that opens),/gi, goTo],
  [/open the setup link/gi, () => [{ do: 'openSetUpLink' }]],
  [/open (https?:\/\/[^\s,]+[^\s,.])/gi, (url) => [{ do: 'openUrl', url }]],
  [new RegExp(`open the ${LABEL} you copied`, 'gi'), (name) => [{ do: 'openCopied', name }]],
  [
    new RegExp(`(?:press|then) (\\*[^*]+\\*(?: → \\*[^*]+\\*)*)`, 'gi'),
    (path) => labelsOf(path).map((label) => ({ do: 'press', label })),
  ],
  [
    new RegExp(`${VALUE} as (the second )?${LABEL}`, 'g'),
    (value, second, label) => [{ do: 'enter', value, label, position: second === '' ? 0 : 1 }],
  ],
  [/fill in what you copied:\s*((?:\|.*\|\s*)+)/gi, readTable],
  [
    new RegExp(`paste this into ${LABEL}:\\s*\`\`\`\\n([^\`]+)\`\`\``, 'gi'),
    (label, value) => [{ do: 'enter', value: value.trim(), label, position: 0 }],
  ],
  [new RegExp(`choose ${LABEL} as ${LABEL}`, 'gi'), (option, label) => [{ do: 'choose', option, label }]],
  [new RegExp(`tick ${LABELS}`, 'gi'), (list) => labelsOf(list).map((label) => ({ do: 'tick', label }))],
  [new RegExp(`copy ${LABELS}`, 'gi'), (list) => labelsOf(list).map((label) => ({ do: 'copy', label }))],
  [new RegExp(`${LABEL} becomes ${VALUE}`, 'g'), (label, value) => [{ do: 'expectValue', label, value }]],
  [new RegExp(`${LABELS} appears?`, 'g'), (list) => labelsOf(list).map((text) => ({ do: 'expectText', text }))],
  [/run this[^:]*:\s*```sh\n([^`]+)```/gi, (script) => [{ do: 'run', script }]],
];

/** The numbered steps of the README's tour, in its order. Throws where a step says something that no phrase understands. */
export function readTour(readme = readFileSync('README.md', 'utf8')): TourStep[] {
  const tour = /\n## The tour\n([\s\S]*?)\n## /.exec(readme)?.[1];
  if (tour === undefined) throw new Error('README.md has no section "The tour".');
  const steps: TourStep[] = [];
  let heading = '';
  // A block is a paragraph, or a numbered step with everything that is indented below it.
  for (const [block] of tour.matchAll(/^(?:\d+\. .*|\S.*)(?:\n(?: {3}.*|\s*(?=\n {3}\S)))*/gm)) {
    heading = /^\*\*(.+?)\*\*/.exec(block)?.[1] ?? heading;
    const [, number, text] = /^(\d+)\. ([\s\S]+)$/.exec(block) ?? [];
    if (number === undefined || text === undefined) continue;
    const title = `${heading} Step ${number}`;
    steps.push({ title, instructions: readInstructions(unwrap(text), title) });
  }
  if (steps.length === 0) throw new Error('The tour of README.md has no numbered step.');
  return steps;
}

function readInstructions(text: string, title: string): Instruction[] {
  const found = PHRASES.flatMap(([pattern, read]) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      instructions: read(...match.slice(1).map((group: string | undefined) => group ?? '')),
    })),
  ).sort((a, b) => a.start - b.start);
  let rest = '';
  let end = 0;
  for (const phrase of found) {
    if (phrase.start < end) throw new Error(`README.md, ${title}: two readings of "${text.slice(phrase.start, end)}".`);
    rest += `${text.slice(end, phrase.start)} `;
    end = phrase.end;
  }
  rest += text.slice(end);
  if (/[*`|]|https?:/.test(rest))
    throw new Error(`README.md, ${title}: the tour's test does not understand "${rest.trim()}".`);
  return found.flatMap(({ instructions }) => instructions);
}

/** Lines of prose are joined; blocks and tables keep theirs. */
function unwrap(text: string): string {
  return text
    .split(/(```[\s\S]*?```)/)
    .map((part) =>
      part.startsWith('```')
        ? part.replaceAll(/^ {3}/gm, '')
        : part.replaceAll(/\n(?! *\|)\s*/g, ' ').replaceAll(/^ +\|/gm, '|'),
    )
    .join('');
}

function goTo(words: string): Instruction[] {
  const place = PLACES[words.toLowerCase().replace('maker', 'Maker').replace('banner', 'Banner')];
  if (place === undefined) throw new Error(`The tour goes to ${words}, which its test does not know.`);
  return [{ do: 'goTo', place }];
}

/** The rows below the head: a label of the Maker, and what was copied under which name. */
function readTable(table: string): Instruction[] {
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim().replaceAll('*', '')));
  return rows.slice(2).map(([, label = '', name = '']) => ({ do: 'enterCopied', name, label }));
}

function labelsOf(list: string): string[] {
  return [...list.matchAll(/\*([^*]+)\*/g)].map(([, label = '']) => label);
}
