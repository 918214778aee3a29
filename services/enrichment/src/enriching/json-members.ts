/** A member of the outermost object: its key, and where its text begins and ends. */
export interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** Strings first, so that no brace or comma inside one is seen. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * The members of a JSON object in the order of the text, repeated keys included.
 *
 * @param text valid JSON, an object: this only finds places and checks nothing
 */
export function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let depth = 0;
  let start = 0;
  let key: string | undefined;

  const end = (at: number): void => {
    if (key !== undefined) members.push({ key, start, end: at });
    key = undefined;
    start = at + 1;
  };

  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      if (++depth === 1) start = index + 1;
    } else if (token === '}' || token === ']') {
      if (--depth === 0) end(index);
    } else if (depth === 1) {
      if (token === ',') end(index);
      else if (token !== ':' && key === undefined) key = JSON.parse(token) as string;
    }
  }
  return members;
}
