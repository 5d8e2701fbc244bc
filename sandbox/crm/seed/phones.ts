import type { Random } from './random';

export type SeedCountry = 'FR' | 'GB' | 'US' | 'DE';

/** National digits without the trunk zero, from ranges reserved for fiction where available. */
export function nationalNumber(country: SeedCountry, isMobile: boolean, index: number): string {
  // 37 and 10 are coprime, so each index has a different ending.
  const last = (digits: number) => String((index * 37 + 41) % 10 ** digits).padStart(digits, '0');
  switch (country) {
    case 'FR':
      return isMobile ? `63998${last(4)}` : `${landlineFR[index % landlineFR.length]}${last(4)}`;
    case 'GB':
      return isMobile ? `7700900${last(3)}` : `${landlineGB[index % landlineGB.length]}${last(3)}`;
    case 'US':
      return `${areaUS[Math.floor(index / 100) % areaUS.length]}55501${last(2)}`;
    case 'DE':
      return isMobile ? `1713920${last(3)}` : `${landlineDE[index % landlineDE.length]}${last(3)}`;
  }
}

const landlineFR = ['19900', '26191', '35301', '46571', '53649'];
const landlineGB = ['2079460', '1632960', '1134960', '1214960', '1614960'];
const areaUS = [
  '212',
  '312',
  '415',
  '617',
  '206',
  '305',
  '512',
  '702',
  '303',
  '404',
  '213',
  '503',
  '615',
  '704',
  '816',
  '918',
  '214',
  '602',
  '713',
  '858',
];
const landlineDE = ['3023125', '6990009', '4066969', '2214710', '8999998'];

/** How people write the same number: with and without country code, with spaces, dots, brackets, a slash. */
const styles: Record<SeedCountry, readonly [Style, ...Style[]]> = {
  FR: [
    (n) => `0${pairs(n)}`,
    (n) => `0${pairs(n, '.')}`,
    (n) => `0${n}`,
    (n) => `0${pairs(n, '-')}`,
    (n) => `+33 ${pairs(n)}`,
    (n) => `+33${n}`,
    (n) => `0033 ${pairs(n)}`,
    (n) => `+33 (0)${pairs(n)}`,
  ],
  GB: [
    (n) => `0${n.slice(0, -7)} ${n.slice(-7, -4)} ${n.slice(-4)}`,
    (n) => `(0${n.slice(0, 2)}) ${n.slice(2, 6)} ${n.slice(6)}`,
    (n) => `0${n}`,
    (n) => `+44 ${n.slice(0, -6)} ${n.slice(-6)}`,
    (n) => `+44${n}`,
    (n) => `0044 ${n.slice(0, -6)} ${n.slice(-6)}`,
    (n) => `+44 (0)${n.slice(0, -6)} ${n.slice(-6)}`,
  ],
  US: [
    (n) => `(${n.slice(0, 3)}) ${n.slice(3, 6)}-${n.slice(6)}`,
    (n) => `${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)}`,
    (n) => `${n.slice(0, 3)}.${n.slice(3, 6)}.${n.slice(6)}`,
    (n) => n,
    (n) => `1-${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)}`,
    (n) => `+1 ${n.slice(0, 3)} ${n.slice(3, 6)} ${n.slice(6)}`,
    (n) => `+1${n}`,
  ],
  DE: [
    (n) => `0${n.slice(0, 2)} ${n.slice(2)}`,
    (n) => `(0${n.slice(0, 2)}) ${n.slice(2)}`,
    (n) => `0${n.slice(0, 2)}/${n.slice(2)}`,
    (n) => `0${n}`,
    (n) => `+49 ${n.slice(0, 2)} ${n.slice(2)}`,
    (n) => `0049 ${n.slice(0, 2)} ${n.slice(2)}`,
    (n) => `+49 (0)${n.slice(0, 2)} ${n.slice(2)}`,
  ],
};

type Style = (national: string) => string;

const firstInternational: Record<SeedCountry, number> = { FR: 4, GB: 3, US: 5, DE: 4 };

/** National numbers have any style, foreign ones include the country code. */
export function writePhone(random: Random, country: SeedCountry, home: SeedCountry, national: string): string {
  const own = styles[country];
  const [first = own[0], ...rest] =
    country === home
      ? own
      : own.slice(firstInternational[country]).filter((style) => home !== 'US' || !style(national).startsWith('00'));
  const text = random.pick([first, ...rest])(national);
  if (!random.chance(0.04)) return text;
  const extension = 10 + random.int(80);
  return home === 'US' ? `${text} x${extension}` : `${text} ext. ${extension}`;
}

function pairs(national: string, separator = ' '): string {
  return [national.slice(0, 1), ...(national.slice(1).match(/../g) ?? [])].join(separator);
}
