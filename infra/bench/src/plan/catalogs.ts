import type { Declared, Fact } from './deployments-code.js';

const ON = '2022-01-01';
export const DAY = '2026-11-22';

const published = (version: string, parameters?: readonly Declared[]): Fact => ({
  on: ON,
  kind: 'published',
  release: { version, channel: 'stable', ...(parameters ? { parameters } : {}) },
});

/** Minors in a row, of some patches each, every release with the parameters of its template. */
export const catalogOfMinors = (
  minors: number,
  patches: number,
  parameters: readonly Declared[],
): readonly Fact[] =>
  Array.from({ length: minors * patches }, (_, n) =>
    published(`1.${Math.floor(n / patches)}.${n % patches}`, parameters),
  );

/**
 * A graph of versions with closed edges: of each minor, steps into its latest patches are closed for all that
 * come from the minor before, so that a way leads through patches that are not the latest.
 */
export function catalogWithClosedEdges(versions: number, edges: number): readonly Fact[] {
  const patches = 10;
  const minors = versions / patches;
  const facts: Fact[] = [...catalogOfMinors(minors, patches, [])];
  for (let n = 0; n < edges; n++) {
    const minor = 1 + (n % (minors - 1));
    const closing = Math.floor(n / (minors - 1));
    // First the whole minor before is kept from the latest patch, then single patches from the next ones.
    const to = `1.${minor}.${patches - 1 - Math.floor(closing / 2)}`;
    const from =
      closing % 2 === 0 ? `>=1.${minor - 1}.0 <1.${minor}.0` : `1.${minor}.${closing % 4}`;
    const edge = { id: `e${n}`, from, to, reason: 'It is closed.' };
    facts.push({ on: ON, kind: 'edge_closed', edge });
  }
  return facts;
}
