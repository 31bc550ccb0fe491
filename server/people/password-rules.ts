/** Those that every list of leaked passwords begins with, and what people here type. */
const common = new Set(
  `1234567890 0123456789 0987654321 1111111111 0000000000 8888888888 6666666666 1234567891 123456789a a123456789
  qwertyuiop 1q2w3e4r5t 1qaz2wsx3e q1w2e3r4t5 qwer123456 password123 password1234 administrator admin12345 admin123456
  woaini1314 woaini520520 5201314520 1314520520 iloveyou123 abc1234567 abcd123456 asdfghjkl1 zxcvbnm123 letmein123
  welcome123 changeme123 passw0rd123 teacher123 laoshi123456 xuexiao123 jiaoyuju123 qianke1234 qianke123456`.split(
    /\s+/,
  ),
);

/** True for a password that others would guess first: a known one, or one made of the account's own words. */
export function isWeakPassword(password: string, ownWords: readonly string[]): boolean {
  const typed = password.normalize('NFKC').toLowerCase();
  if (common.has(typed) || new Set(typed).size < 4) return true;
  return ownWords.some((word) => word.length >= 3 && typed.replaceAll(word.toLowerCase(), '').length < 5);
}
