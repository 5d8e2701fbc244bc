import { corpusCountries, type CorpusCountry, type CorpusLine } from './countries';
import { reportedForms, storedForms, type Form } from './forms';

/** Pairs of what a CRM holds and what a network reports, with what a comparison must make of them. */

export type Verdict = 'exact' | 'probable' | 'maybe' | 'nothing' | 'withheld' | 'internal' | 'service';

export interface CorpusCase {
  country: string;
  rule: string;
  stored: string;
  reported: string;
  deployment: { defaultCountry: string; dialledCountry: string | null };
  /** The least that is right: of one line. Of two lines, `nothing`, and the most that is right is `most`. */
  least: 'exact' | 'probable' | 'maybe' | 'nothing';
  most: Verdict;
}

/** Somewhere else: a deployment that knows nothing of the country. */
const elsewhere = (country: string): string => (country === 'FR' ? 'GB' : 'FR');

/** One line, written and reported. */
export function casesOfOneLine(): CorpusCase[] {
  return corpusCountries.flatMap((plan) =>
    plan.lines.flatMap((line, lineIndex) => {
      const other = plan.lines[(lineIndex + 1) % plan.lines.length] ?? line;
      const stored = storedForms(
        plan,
        line,
        other,
        plan.country.charCodeAt(0) + plan.country.charCodeAt(1) + lineIndex,
      );
      return stored.flatMap((form, index) => {
        const reported = reportedForms(plan, line, index);
        // Plain E.164, and two more of the others in turn: all pairs would say the same many times over.
        const picked = [
          reported[0],
          reported[1 + (index % (reported.length - 1))],
          reported[1 + ((index * 7 + 3) % (reported.length - 1))],
        ];
        return picked.flatMap((one) => (one ? casesOf(plan, form, one) : []));
      });
    }),
  );
}

function casesOf(plan: CorpusCountry, stored: Form, reported: Form): CorpusCase[] {
  const { country } = plan;
  const make = (where: string, deployment: CorpusCase['deployment'], least: CorpusCase['least']): CorpusCase => ({
    country,
    rule: `${where}: ${stored.rule} ← ${reported.rule}`,
    stored: stored.text,
    reported: reported.text,
    deployment,
    least,
    most: 'exact',
  });
  const isPlain = !stored.isRoundabout && !reported.isRoundabout;
  const atHome = make(
    'at home',
    { defaultCountry: country, dialledCountry: null },
    isPlain && !isGuess(stored, reported) ? 'exact' : 'probable',
  );
  const away = elsewhere(country);
  const abroad = { defaultCountry: away, dialledCountry: null };
  const onItsLine = { defaultCountry: away, dialledCountry: country };
  // A number written as at home and one reported as at home: only our own line says of which home.
  if (stored.says === 'home' || reported.says === 'home')
    return [
      atHome,
      make('on its line', onItsLine, 'probable'),
      ...(stored.says === 'home' && reported.says === 'home' ? [] : [make('abroad', abroad, 'maybe')]),
    ];
  if (isGuess(stored, reported)) return [atHome, make('abroad', abroad, 'maybe')];
  return [atHome, make('abroad', abroad, isPlain ? 'exact' : 'probable')];
}

function isGuess(...forms: Form[]): boolean {
  return forms.some(({ says }) => says === 'hinted');
}

/** Two lines that have much in common. Never one *exact*; nothing at all where both say their country. */
export function casesOfTwoLines(): CorpusCase[] {
  return corpusCountries.flatMap((plan, planIndex) =>
    plan.lines.flatMap((line, lineIndex) =>
      neighboursOf(plan, planIndex, line).flatMap(({ why, plan: otherPlan, line: neighbour }) => {
        // Without anything that names the other country, the digits would be those of this line.
        const reported = reportedForms(otherPlan, neighbour, lineIndex).filter(
          ({ says }) => otherPlan === plan || says === 'stated',
        );
        return storedForms(plan, line, line, lineIndex)
          .filter((form) => !form.isRoundabout && !form.rule.includes('two numbers'))
          .flatMap((form, index): CorpusCase[] => {
            const one = reported[index % reported.length];
            if (!one) return [];
            const areBothStated = form.says === 'stated' && one.says === 'stated';
            // Written as at home it means the deployment's home, which must then not be the other line's.
            const deployments = [plan.country, elsewhere(plan.country)].filter(
              (country) => form.says !== 'home' || otherPlan === plan || country !== otherPlan.country,
            );
            return deployments.map((defaultCountry) => ({
              country: plan.country,
              rule: `${why}: ${form.rule} ← ${one.rule}`,
              stored: form.text,
              reported: one.text,
              deployment: { defaultCountry, dialledCountry: null },
              least: 'nothing',
              most: areBothStated ? 'nothing' : 'probable',
            }));
          });
      }),
    ),
  );
}

function neighboursOf(plan: CorpusCountry, planIndex: number, line: CorpusLine) {
  const { formerly: _formerly, national: _national, ...plain } = line;
  const last = Number(line.groups.at(-1));
  const neighbour = { ...plain, groups: `${line.groups.slice(0, -1)}${(last + 1) % 10}` };
  // The digits that somebody in another country could also have.
  const isAsLong = ({ groups }: CorpusLine) => digitsOf(groups) === digitsOf(line.groups);
  const others = [...corpusCountries.slice(planIndex), ...corpusCountries.slice(0, planIndex)];
  const abroad = others.find(({ code, lines }) => code !== plan.code && lines.some(isAsLong));
  return [
    ...(line.national === undefined ? [{ why: 'the line beside it', plan, line: neighbour }] : []),
    ...(abroad && line.national === undefined
      ? [{ why: 'the same digits abroad', plan: abroad, line: { ...plain, trunk: '' } }]
      : []),
  ];
}

function digitsOf(groups: string): number {
  return groups.replaceAll(' ', '').length;
}

/** Written numbers of a table in each of the forms in which phone systems say that there is none to look up. */
export const notToLookUp: readonly [reported: string, verdict: Verdict][] = [
  ...[
    '',
    '   ',
    'anonymous',
    'Anonymous',
    'ANONYMOUS',
    'restricted',
    'Restricted',
    'private',
    'PRIVATE',
    'Private Number',
    'unknown',
    '<unknown>',
    '"Unknown"',
    'Unknown Caller',
    'unavailable',
    'Unavailable',
    'withheld',
    'Number Withheld',
    'blocked',
    'hidden',
    'No Caller ID',
    'Out of Area',
    'payphone',
    'not available',
    'null',
    'undefined',
    'N/A',
    'sip:anonymous@anonymous.invalid',
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=9802748',
    'Anonymous <sip:c8oqz84zk7z@privacy.example>;tag=hyh8',
    'sip:unavailable@unknown.invalid',
    '<sip:unknown@unknown.invalid>',
    'sip:Restricted@192.0.2.10',
    '"Durand" <sip:+33184800202@192.0.2.10>;party=calling;privacy=full;screen=yes',
    'sip:+33184800202@anonymous.invalid',
    '"0184800202" <sip:anonymous@anonymous.invalid>',
    '+266696687',
    '266696687',
    '+7378742833',
    '7378742833',
    '+86282452253',
    '+2562533',
    '+8656696',
    '0000000000',
    '*67 0184800202',
    '#31#0184800202',
    'Anonyme',
    'Numéro masqué',
    'appel masqué',
    'NUMÉRO INCONNU',
    'privé',
    'Anonym',
    'Unbekannt',
    'Unterdrückt',
    'Anrufer unbekannt',
    'Número oculto',
    'Número privado',
    'Desconocido',
    'Anónimo',
    'Sconosciuto',
    'Numero privato',
    'Número desconhecido',
    'Anoniem',
    'Onbekend',
    'Skjult nummer',
    'Okänd',
    'Tuntematon',
    'Numer nieznany',
    'Zastrzeżony',
    'Неизвестный номер',
    'Номер скрыт',
    'Gizli numara',
    '非通知',
    '公衆電話',
    '未知',
    '발신자표시제한',
    'مجهول',
    'חסוי',
    'Άγνωστος',
  ].map((text): [string, Verdict] => [text, 'withheld']),
  ...[
    '201',
    '42',
    '2001',
    '7042',
    'sip:201@pbx.example',
    '"Léa" <sip:201@192.0.2.10>;tag=1',
    'tel:7042;phone-context=pbx.example',
    '*97',
    '**21',
  ].map((text): [string, Verdict] => [text, 'internal']),
  ...[
    '112',
    '911',
    '999',
    '15',
    '17',
    '18',
    '110',
    '119',
    '000',
    '061',
    '3020',
    '3949',
    '1023',
    '116117',
    '118218',
    'sip:112@pbx.example',
    'urn:service:sos',
    'urn:service:sos.police',
  ].map((text): [string, Verdict] => [text, 'service']),
  ...['MYBANK', 'client:lea', 'sip:lea@pbx.example', '"Durand" <sip:trunk@192.0.2.10>;tag=as58f4', '---', '+'].map(
    (text): [string, Verdict] => [text, 'nothing'],
  ),
];
