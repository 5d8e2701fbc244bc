import { describe, expect, it } from 'vitest';
import { corpusCountries } from '@/tests/support/phone-corpus/countries';
import {
  casesOfOneLine,
  casesOfTwoLines,
  notToLookUp,
  type CorpusCase,
  type Verdict,
} from '@/tests/support/phone-corpus/corpus';
import { numberGrader } from './grade';
import { readPhone, type PhoneContext } from './phone';

/** What the product makes of a reported number and a stored value, as a screen pop does. */
function verdictOf(reported: string, stored: string, context: PhoneContext): Verdict {
  const reading = readPhone(reported, context);
  if (reading.ok) {
    const grade = numberGrader(reading.phone, context)(stored);
    return grade === 'none' ? 'nothing' : grade;
  }
  if (reading.reason === 'withheld' || reading.reason === 'empty') return 'withheld';
  if (reading.reason === 'internal_extension') return 'internal';
  return reading.reason === 'short_code' ? 'service' : 'nothing';
}

const RANK: Partial<Record<Verdict, number>> = { exact: 3, probable: 2, maybe: 1, nothing: 0 };
const rankOf = (verdict: Verdict) => RANK[verdict] ?? -1;
const judge = (one: CorpusCase) => verdictOf(one.reported, one.stored, one.deployment);
const describeCase = (one: CorpusCase, verdict: Verdict) =>
  `${one.country} ${one.rule} | ${one.stored} ← ${one.reported} (${one.deployment.defaultCountry}${one.deployment.dialledCountry ? `, line ${one.deployment.dialledCountry}` : ''}): ${verdict}, not ${one.least}..${one.most}`;

describe("numbers in people's and networks' spellings", () => {
  const same = casesOfOneLine().map((one) => ({ one, verdict: judge(one) }));

  it('covers enough cases', () => {
    expect(corpusCountries.length).toBeGreaterThanOrEqual(40);
    expect(new Set(same.map(({ one }) => `${one.stored} ${one.reported}`)).size).toBeGreaterThanOrEqual(3_000);
  });

  it('finds a line in each of its spellings, as confidently as the spelling allows', () => {
    const wrong = same.filter(({ one, verdict }) => rankOf(verdict) < rankOf(one.least));
    expect(wrong.map(({ one, verdict }) => describeCase(one, verdict))).toEqual([]);
  });

  it('opens most of them, offers the others and misses none', () => {
    const rows = corpusCountries.map(({ country }) => {
      const verdicts = same.filter(({ one }) => one.country === country).map(({ verdict }) => verdict);
      const opened = verdicts.filter((verdict) => verdict === 'exact' || verdict === 'probable').length;
      const offered = verdicts.filter((verdict) => verdict === 'maybe').length;
      return `${country} ${verdicts.length} pairs: ${opened} opened, ${offered} offered, ${verdicts.length - opened - offered} missed`;
    });
    expect(rows).toMatchInlineSnapshot(`
      [
        "FR 392 pairs: 392 opened, 0 offered, 0 missed",
        "BE 392 pairs: 358 opened, 34 offered, 0 missed",
        "CH 392 pairs: 324 opened, 68 offered, 0 missed",
        "LU 380 pairs: 346 opened, 34 offered, 0 missed",
        "DE 392 pairs: 392 opened, 0 offered, 0 missed",
        "AT 392 pairs: 358 opened, 34 offered, 0 missed",
        "NL 392 pairs: 324 opened, 68 offered, 0 missed",
        "GB 392 pairs: 392 opened, 0 offered, 0 missed",
        "IE 392 pairs: 358 opened, 34 offered, 0 missed",
        "ES 380 pairs: 312 opened, 68 offered, 0 missed",
        "PT 380 pairs: 312 opened, 68 offered, 0 missed",
        "IT 392 pairs: 358 opened, 34 offered, 0 missed",
        "GR 380 pairs: 380 opened, 0 offered, 0 missed",
        "DK 380 pairs: 380 opened, 0 offered, 0 missed",
        "NO 380 pairs: 380 opened, 0 offered, 0 missed",
        "SE 392 pairs: 358 opened, 34 offered, 0 missed",
        "FI 392 pairs: 392 opened, 0 offered, 0 missed",
        "PL 380 pairs: 312 opened, 68 offered, 0 missed",
        "CZ 380 pairs: 312 opened, 68 offered, 0 missed",
        "SK 392 pairs: 324 opened, 68 offered, 0 missed",
        "HU 380 pairs: 346 opened, 34 offered, 0 missed",
        "RO 392 pairs: 358 opened, 34 offered, 0 missed",
        "BG 392 pairs: 392 opened, 0 offered, 0 missed",
        "RU 380 pairs: 346 opened, 34 offered, 0 missed",
        "KZ 380 pairs: 380 opened, 0 offered, 0 missed",
        "UA 392 pairs: 324 opened, 68 offered, 0 missed",
        "BY 380 pairs: 340 opened, 40 offered, 0 missed",
        "LT 380 pairs: 312 opened, 68 offered, 0 missed",
        "TR 392 pairs: 392 opened, 0 offered, 0 missed",
        "IL 392 pairs: 358 opened, 34 offered, 0 missed",
        "AE 392 pairs: 358 opened, 34 offered, 0 missed",
        "SA 392 pairs: 324 opened, 68 offered, 0 missed",
        "EG 392 pairs: 358 opened, 34 offered, 0 missed",
        "MA 392 pairs: 324 opened, 68 offered, 0 missed",
        "TN 380 pairs: 380 opened, 0 offered, 0 missed",
        "SN 380 pairs: 312 opened, 68 offered, 0 missed",
        "CI 588 pairs: 520 opened, 68 offered, 0 missed",
        "BJ 196 pairs: 162 opened, 34 offered, 0 missed",
        "CM 392 pairs: 324 opened, 68 offered, 0 missed",
        "NG 392 pairs: 392 opened, 0 offered, 0 missed",
        "KE 392 pairs: 358 opened, 34 offered, 0 missed",
        "ZA 392 pairs: 358 opened, 34 offered, 0 missed",
        "US 380 pairs: 380 opened, 0 offered, 0 missed",
        "CA 380 pairs: 346 opened, 34 offered, 0 missed",
        "MX 392 pairs: 392 opened, 0 offered, 0 missed",
        "BR 600 pairs: 600 opened, 0 offered, 0 missed",
        "AR 606 pairs: 606 opened, 0 offered, 0 missed",
        "CL 386 pairs: 318 opened, 68 offered, 0 missed",
        "CO 386 pairs: 352 opened, 34 offered, 0 missed",
        "PE 392 pairs: 358 opened, 34 offered, 0 missed",
        "EC 398 pairs: 364 opened, 34 offered, 0 missed",
        "CN 392 pairs: 392 opened, 0 offered, 0 missed",
        "JP 392 pairs: 358 opened, 34 offered, 0 missed",
        "KR 392 pairs: 358 opened, 34 offered, 0 missed",
        "IN 392 pairs: 392 opened, 0 offered, 0 missed",
        "AU 392 pairs: 324 opened, 68 offered, 0 missed",
        "NZ 392 pairs: 358 opened, 34 offered, 0 missed",
        "SG 380 pairs: 380 opened, 0 offered, 0 missed",
        "HK 380 pairs: 380 opened, 0 offered, 0 missed",
        "TH 392 pairs: 358 opened, 34 offered, 0 missed",
        "VN 600 pairs: 532 opened, 68 offered, 0 missed",
        "ID 392 pairs: 392 opened, 0 offered, 0 missed",
        "PH 392 pairs: 358 opened, 34 offered, 0 missed",
        "MY 392 pairs: 324 opened, 68 offered, 0 missed",
      ]
    `);
  });

  it('never matches another line exactly, nor at all if both include their country code', () => {
    const pairs = casesOfTwoLines();
    expect(pairs.length).toBeGreaterThan(3_000);
    const wrong = pairs.flatMap((one) => {
      const verdict = judge(one);
      return rankOf(verdict) > rankOf(one.most) ? [describeCase(one, verdict)] : [];
    });
    expect(wrong).toEqual([]);
  });
});

it.each(notToLookUp)('%s is %s', (reported, verdict) => {
  expect(verdictOf(reported, '+1 (737) 874-2833', { defaultCountry: 'FR' })).toBe(verdict);
});
