/**
 * Whether a text matches a pattern of IAM's, where `*` is any run of characters and `?` any one.
 * In time of length times length: a pattern comes from outside and may be all stars.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let star = -1;
  let resume = 0;
  let at = 0;
  let reading = 0;
  while (reading < text.length) {
    if (
      at < pattern.length &&
      (pattern[at] === '?' || pattern[at] === text[reading]) &&
      pattern[at] !== '*'
    ) {
      at++;
      reading++;
    } else if (pattern[at] === '*') {
      star = at++;
      resume = reading;
    } else if (star >= 0) {
      at = star + 1;
      reading = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

export const hasWildcard = (text: string): boolean => /[*?]/.test(text);
