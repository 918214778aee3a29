/** A sample line of Prometheus text: name, labels, value. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;

const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** The sum over all series of that name that have these labels; 0 if there is none yet. */
export function sumOf(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  let sum = 0;
  for (const line of text.split('\n')) {
    const [, found, given = '', value] = SAMPLE.exec(line) ?? [];
    if (found !== name) continue;
    const has = new Map([...given.matchAll(LABEL)].map(([, label, text]) => [label, text]));
    if (Object.entries(labels).every(([label, wanted]) => has.get(label) === wanted))
      sum += Number(value);
  }
  return sum;
}
