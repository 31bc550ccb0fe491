/** What people here begin with, besides the world's favourites. */
const local =
  `woaini woaizhongguo woaixuexi woaijiaoxue iloveyou 5201314 1314520 laoshi jiaoshi xuesheng xuexiao
  xiaoxue zhongxue gaozhong jiaoyu jiaoyuju keting weike qianke zhongguo beijing shanghai guangdong teacher student
  school password passwd admin administrator welcome changeme letmein abcd1234 a123456 aa123456 qwe123 1qaz2wsx`.split(
    /\s+/,
  );

/** Shorter words are in every good passphrase. */
const shortestKnown = 5;
/** What stands beside a word that everybody tries is no secret while it is short, or a date: `sunshine2026!`. */
const leastBeside = 5;
const longestDate = 8;

/** True for a password that others would guess first: a known one, or one made of the account's own words. */
export async function isWeakPassword(password: string, ownWords: readonly string[]): Promise<boolean> {
  const typed = password.normalize('NFKC').toLowerCase();
  if (new Set(typed).size < 4 || isRun(typed)) return true;
  const own = ownWords.map((word) => word.normalize('NFKC').toLowerCase()).filter((word) => word.length > 1);
  if (own.some((word) => typed.includes(word) && isGuessable(typed.replaceAll(word, '')))) return true;
  const known = await knownWords();
  for (let length = Math.max(shortestKnown, typed.length - longestDate); length <= typed.length; length++) {
    for (let from = 0; from + length <= typed.length; from++) {
      const word = typed.slice(from, from + length);
      if (known.has(word) && isGuessable(typed.replace(word, ''))) return true;
    }
  }
  return false;
}

function isGuessable(beside: string): boolean {
  if (beside.length < leastBeside) return true;
  return beside.length <= longestDate && /^[\d\p{P}\p{S}\s]*$/u.test(beside);
}

/** Figures or letters in their order, up or down: `2345678901`, `jihgfedcba`. */
function isRun(typed: string): boolean {
  const steps = new Set<number>();
  for (let at = 1; at < typed.length; at++) {
    const step = typed.charCodeAt(at) - typed.charCodeAt(at - 1);
    // 9 is followed by 0.
    steps.add(step === -9 ? 1 : step === 9 ? -1 : step);
  }
  return steps.size === 1 && [1, -1].includes([...steps][0] ?? 0);
}

let words: Promise<ReadonlySet<string>> | undefined;

/** Some 49,000 passwords of published leaks, those most used first; read in when the first one is chosen. */
function knownWords(): Promise<ReadonlySet<string>> {
  words ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set([...dictionary['passwords-common'], ...local]),
  );
  return words;
}
