/** Recognises the ways in which phone systems report a missing or withheld number. */

/** Words for a caller who hides the number. Compared without accents. */
const HIDDEN = words(`
  anonymous anon restricted private withheld blocked hidden suppressed undisclosed unlisted prohibited prohib secret barred
  anonyme masque masquee prive privee secrete confidentiel
  anonym unterdruckt privat geheim
  anonimo privado oculto oculta reservado restringido privato nascosto riservato ocultado
  confidencial restrito bloqueado
  anoniem afgeschermd prive skjult hemligt dold salainen
  zastrzezony anonimowy ukryty skryty rejtett ascuns
  скрыт скрытый аноним анонимный прихований приховано скрыто
  gizli απόκρυψη απορρητο αποκρυψη
  匿名 匿名電話 非通知 私人号码 匿名来电 隐藏号码 비공개 발신자표시제한
  محجوب خاص חסוי
  verborgen geblokkeerd undertryckt unterdrueckt restringida restrita utajene tajne prywatny
  приватний приватный 非公開 非公开 隐藏號碼
`);
/** Words for a number that the network doesn't have, and those for a hidden one that people or companies may be called. */
const UNKNOWN = words(`
  unknown unavailable payphone unidentified disclosed
  cache cachee divulgue divulguee disponible disponibile disponivel
  dolt nezname neznamo nepoznat skriven titkos özel pribadi 未知號碼 發信人號碼不詳 发信人号码不详
  inconnu inconnue indisponible
  unbekannt
  desconocido sconosciuto
  desconhecido indisponivel
  onbekend ukjent ukendt okand tuntematon
  nieznany neznamy ismeretlen necunoscut
  неизвестный неизвестен неизвестно невідомий
  bilinmeyen άγνωστος άγνωστο αγνωστος αγνωστο
  通知不可能 表示圏外 公衆電話 発信者番号なし 番号なし 未知 未知号码 알수없음
  مجهول
`);
/** The only other words it may contain. */
const BESIDE = words(`
  number caller call id name line the of user party participant customer subscriber cli clir ani by at request due to
  presentation address not screened passed failed screen network
  numero appel appelant correspondant nom le la non nummer rufnummer anrufer teilnehmer nr
  identity identite no nao cislo broj numar szam nomor αριθμου αριθμος מספר
  llamada telefono chiamante chiamata chamada numeri numer номер رقم абонент вызов звонок arayan numara
`);
const PHRASES = words(`
  nocallerid nonumber noname none null nil undefined na notavailable outofarea noid callerid nocli noani nodata
  clir ẩnsố sốẩn sốriêng tidakdikenal nomortidakdikenal неопределен номернеопределен 발신번호표시제한
  numbernotavailable notprovided notsupplied notset nan unspecified presentationnotallowed notallowed
  numbernotavailableduetointerworking interworking asterisk freeswitch
  nichtverfugbar keinenummer keinerufnummer nonidentifie noncommunique ללאזיהוי unassigned 발신번호없음 발신자번호없음
`);

/** Twilio and others send words as the digits of a keypad: ANONYMOUS is +266696687, RESTRICTED is +7378742833. */
const KEYPAD = new Set(
  ['anonymous', 'restricted', 'unavailable', 'blocked', 'unknown', 'private', 'withheld'].map(onKeypad),
);

/** A telephone line reports a withheld number as `P`, and one that is out of area as `O`. ETSI EN 300 659-3, 5.4.3 and 5.4.4 */
const REASONS_FOR_ABSENCE: ReadonlySet<string> = new Set(['p', 'o']);

/** Prefixes that hide the caller's number: North America and GSM. */
const HIDING_PREFIX = /^(?:\*67|#31#)/;

export function isWithheld(text: string): boolean {
  if (HIDING_PREFIX.test(text)) return true;
  if (/\d/.test(text)) return false;
  const found = wordsIn(text);
  const joined = found.join('');
  if (PHRASES.has(joined) || REASONS_FOR_ABSENCE.has(joined)) return true;
  return found.some((word) => HIDDEN.has(word) || UNKNOWN.has(word)) && isOnly(found, HIDDEN, UNKNOWN, BESIDE);
}

/** Whether a name says that the caller hides the number, even if one is there. An unknown name says nothing of the number. */
export function saysHidden(name: string): boolean {
  const found = wordsIn(name);
  return found.some((word) => HIDDEN.has(word)) && isOnly(found, HIDDEN, BESIDE);
}

function isOnly(found: readonly string[], ...lists: ReadonlySet<string>[]): boolean {
  return found.every((word) => lists.some((list) => list.has(word)));
}

function wordsIn(text: string): string[] {
  return withoutAccents(text.toLowerCase()).match(/\p{L}+/gu) ?? [];
}

/** Whether digits mean "withheld". The caller checks first that they aren't a number in the deployment's country. */
export function isStandIn(digits: string): boolean {
  // FreeSWITCH reports 0000000000 for a caller without a number, others one zero.
  return KEYPAD.has(digits) || /^\d{0,3}0{7,}$/.test(digits) || /^(?:0|00|0{4,})$/.test(digits);
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
