import { redactText } from '@margay/observability';
import type { ParameterValues } from '../parameters/declared-parameter.js';

const MASK = '****';
/** Shorter values are found everywhere. */
const VALUE_LENGTH_MIN = 6;
const TEXT_LENGTH_MAX = 2_000;

const NAMES = String.raw`pass(?:word|wd|phrase)|secret|token|credential|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|license[-_ ]?key`;
const SECRET_NAME = new RegExp(NAMES, 'i');

/** What secrets look like, wherever they stand. The length of each repetition is bounded, or its letters end it. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, MASK],
  [/\beyJ[\w-]{8,4000}\.[\w-]{8,4000}\.[\w-]{0,4000}/g, MASK],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, MASK],
  [/\b(?:gh[pousr]_|github_pat_|xox[abprs]-|sk_live_|glpat-)[\w-]{10,200}/g, MASK],
  [/\b(Bearer|Basic) +[\w.~+/=-]{12,4000}/g, `$1 ${MASK}`],
  // Of ARNs `secret:` is a part; there no space follows.
  [
    new RegExp(
      String.raw`((?:${NAMES})[\w-]{0,40}(?: ?= ?|\\?["'] ?[:=] ?|: +))(?:\\?"[^"\\]{0,4000}\\?"|'[^']{0,4000}'|[^\s,;&}"']{1,4000})`,
      'gi',
    ),
    `$1${MASK}`,
  ],
];

/** Forty letters as of an access key of AWS; hexadecimal digests have one case, names have no digits in both. */
const KEY_OF_AWS = /(?<![\w/+=-])[\w/+]{40}(?![\w/+=-])/g;
const isMixed = (text: string): boolean =>
  /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);

/** Takes secrets out of what is kept, and cuts what is too long. */
export class SecretMask {
  private readonly values: readonly string[];

  /**
   * @param hidden names of parameters that are never shown again
   * @param parameters those whose values may be secret, so that these are known wherever they turn up
   */
  constructor(
    private readonly hidden: ReadonlySet<string>,
    private readonly parameters: ParameterValues,
  ) {
    // Longer ones first: one may begin with another.
    this.values = Object.entries(parameters)
      .flatMap(([name, value]) =>
        this.hides(name) && value.length >= VALUE_LENGTH_MIN ? [value] : [],
      )
      .sort((one, other) => other.length - one.length);
  }

  shownParameters(): ParameterValues {
    return Object.fromEntries(
      Object.entries(this.parameters).map(([name, value]) => [
        name,
        this.hides(name) && value !== '' ? MASK : this.text(value, 500),
      ]),
    );
  }

  text(text: string, lengthMax = TEXT_LENGTH_MAX): string {
    let shown = text;
    for (const value of this.values) shown = shown.replaceAll(value, MASK);
    for (const [secret, by] of SECRETS) shown = shown.replace(secret, by);
    shown = shown.replace(KEY_OF_AWS, (key) => (isMixed(key) ? MASK : key));
    shown = redactText(shown);
    return shown.length > lengthMax ? `${shown.slice(0, lengthMax)}… [cut]` : shown;
  }

  /** The same of every text in something that is plain JSON. */
  all<Value>(value: Value): Value {
    return this.each(value) as Value;
  }

  private each(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.each(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        name,
        SECRET_NAME.test(name) && typeof one === 'string' ? MASK : this.each(one),
      ]),
    );
  }

  private hides(name: string): boolean {
    return this.hidden.has(name) || SECRET_NAME.test(name);
  }
}
