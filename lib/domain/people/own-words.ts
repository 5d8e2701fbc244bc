/** So much has to be left of a password once the words that belong to this person and this site are taken out. */
const LEAST_LEFT = 6;
const SHORTEST_WORD = 3;
const PRODUCT = 'maker';

/** How people write letters in passwords. */
const LOOK_ALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

interface Owner {
  name: string;
  email: string;
  publicUrl: string;
}

/** What somebody would try first who knows the person and the site: the product's, the company's and the person's words. */
export function ownWords({ name, email, publicUrl }: Owner): string[] {
  const [login = '', domain = ''] = email.split('@');
  const texts = [PRODUCT, name, login, ...labels(domain), ...labels(new URL(publicUrl).hostname)];
  const words = texts.flatMap((text) => [lettersOf(fold(text)), ...fold(text).split(/[^\p{L}]+/u)]);
  return [...new Set(words)].filter((word) => word.length >= SHORTEST_WORD).sort((a, b) => b.length - a.length);
}

/** A host name's parts; the last one is everybody's. */
function labels(host: string): string[] {
  const parts = host.split('.');
  return parts.length > 1 ? parts.slice(0, -1) : parts;
}

/** Whether hardly anything is left of a password without these words, digits and signs. Every word is always looked for. */
export function isMadeOfOwnWords(password: string, words: readonly string[]): boolean {
  const plain = lettersOf(fold(password));
  const alike = lettersOf(fold(password).replaceAll(/[013457@$]/g, (sign) => LOOK_ALIKES[sign] ?? sign));
  const isMade = [plain, alike].map((letters) => {
    const left = words.reduce((text, word) => text.replaceAll(word, ''), letters);
    return Number(left.length < LEAST_LEFT && left.length < letters.length);
  });
  return isMade.some((made) => made === 1);
}

/** Without accents and case. */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, '');
}
