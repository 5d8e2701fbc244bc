/** Recognises the ways in which phone systems report a missing or withheld number. */

/** The text must contain one of these. Compared without accents. */
const WITHHELD = words(`
  anonymous anon restricted private unknown unavailable withheld blocked hidden suppressed payphone undisclosed unlisted
  anonyme masque masquee inconnu inconnue prive privee secret secrete indisponible confidentiel
  anonym unbekannt unterdruckt privat geheim
  anonimo desconocido privado oculto oculta reservado restringido sconosciuto privato nascosto riservato
  desconhecido confidencial indisponivel restrito
  onbekend anoniem afgeschermd prive ukjent ukendt skjult hemligt okand dold tuntematon salainen
  nieznany zastrzezony anonimowy ukryty neznamy skryty ismeretlen rejtett necunoscut ascuns
  неизвестный неизвестен неизвестно скрыт скрытый аноним анонимный невідомий прихований
  gizli bilinmeyen άγνωστος άγνωστο απόκρυψη απορρητο αγνωστος αγνωστο αποκρυψη
  匿名 匿名電話 非通知 通知不可能 表示圏外 公衆電話 未知 未知号码 私人号码 匿名来电 隐藏号码 비공개 알수없음 발신자표시제한
  مجهول محجوب خاص חסוי
`);
/** The only other words it may contain. */
const BESIDE = words(`
  number caller call id name line the of user party participant
  numero appel appelant correspondant nom le la non nummer rufnummer anrufer teilnehmer nr
  llamada telefono chiamante chiamata chamada numeri numer номер абонент вызов звонок arayan numara
`);
const PHRASES = words(`
  nocallerid nonumber noname none null nil undefined na notavailable outofarea noid callerid
  nichtverfugbar keinenummer keinerufnummer nonidentifie noncommunique ללאזיהוי unassigned
`);

/** Twilio and others send words as the digits of a keypad: ANONYMOUS is +266696687, RESTRICTED is +7378742833. */
const KEYPAD = new Set(
  ['anonymous', 'restricted', 'unavailable', 'blocked', 'unknown', 'private', 'withheld'].map(onKeypad),
);

/** Prefixes that hide the caller's number: North America and GSM. */
const HIDING_PREFIX = /^(?:\*67|#31#)/;

export function isWithheld(text: string): boolean {
  if (HIDING_PREFIX.test(text)) return true;
  if (/\d/.test(text)) return false;
  const letters = withoutAccents(text.toLowerCase());
  const found = letters.match(/\p{L}+/gu) ?? [];
  if (found.length === 0) return false;
  if (PHRASES.has(found.join(''))) return true;
  return found.some((word) => WITHHELD.has(word)) && found.every((word) => WITHHELD.has(word) || BESIDE.has(word));
}

/** Whether digits mean "withheld". The caller checks first that they aren't a number in the deployment's country. */
export function isStandIn(digits: string): boolean {
  // FreeSWITCH reports 0000000000 for a caller without a number.
  return KEYPAD.has(digits) || /^\d{0,3}0{7,}$/.test(digits);
}

function onKeypad(word: string): string {
  const keys = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
  return word.replace(/[a-z]/g, (letter) => String(keys.findIndex((key) => key.includes(letter)) + 2));
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/).map(withoutAccents));
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
}
