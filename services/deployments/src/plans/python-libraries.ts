/** How names are compared: `JsonPath_NG` is `jsonpath-ng`. */
const normal = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

const nameOf = (requirement: string): string =>
  normal(/^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(requirement)?.[0] ?? '');

/** A comma or a space before one of these goes on with the same library: `requests >=2, <3`. */
const CONTINUES = /^[<>=!~;]/;
const UNFINISHED = /[<>=!~;]$/;

interface Requirement {
  /** What stands between it and the one before. */
  readonly separator: string;
  readonly text: string;
}

/** The libraries of a list, separated by spaces or commas, each with all that is said about it. */
function requirements(list: string): readonly Requirement[] {
  const found: Requirement[] = [];
  for (const [, separator = '', word = ''] of list.matchAll(/([\s,]*)([^\s,]+)/g)) {
    const last = found.at(-1);
    if (last && (CONTINUES.test(word) || UNFINISHED.test(last.text)))
      found[found.length - 1] = { ...last, text: last.text + separator + word };
    else found.push({ separator, text: word });
  }
  return found;
}

/** The list without some libraries, whatever version of them it asks for. The others stay as they were written. */
export function withoutLibraries(list: string, libraries: readonly string[]): string {
  const included = new Set(libraries.map(normal));
  const all = requirements(list);
  const kept = all.filter(({ text }) => !included.has(nameOf(text)));
  if (kept.length === all.length) return list;
  return kept.map(({ separator, text }, index) => (index > 0 ? separator : '') + text).join('');
}
