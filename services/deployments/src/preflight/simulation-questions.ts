import { evaluate, hasWildcard, type PolicyDocument, readDocument } from '@margay/iam-policy';
import { deploymentProbes } from './deployment-probes.js';

/** Whether somebody may do these things with this. */
export interface SimulationQuestion {
  readonly actions: readonly string[];
  readonly resource: string;
}

interface Place {
  readonly account: string;
  readonly region: string;
}

/** What a deployment says with its requests, as far as it is known beforehand. */
export const simulationContext = (region: string): Readonly<Record<string, string>> => ({
  'aws:RequestedRegion': region,
  'aws:SecureTransport': 'true',
  'aws:RequestTag/Application': 'Panther',
});

/** One resource that a pattern means. A pattern would be taken for a name. */
const meant = (pattern: string): string =>
  pattern === '*' ? pattern : pattern.replaceAll('*', 'preflight').replaceAll('?', 'x');

/** Whether the role itself denies what it allows elsewhere: that was meant. */
const deniesItself = (documents: readonly PolicyDocument[], action: string, resource: string) =>
  documents.some(
    (document) => evaluate(document, { action, resource }).decision === 'explicit_deny',
  );

/**
 * What IAM is asked about whoever deploys: all that a deployment is known to do and, of a deployment role, each
 * of its own statements. Those say what it needs; a boundary or the organisation may still stand in the way.
 *
 * @param policies of the role, JSON; empty: an administrator deploys
 */
export function simulationQuestions(
  place: Place,
  policies: readonly string[],
): readonly SimulationQuestion[] {
  const byResource = new Map<string, Set<string>>();
  const ask = (action: string, resource: string) => {
    const actions = byResource.get(resource) ?? new Set();
    byResource.set(resource, actions.add(action));
  };
  for (const { action, resource } of deploymentProbes(place)) ask(action, resource);
  const documents = policies.map((text) => readDocument(text, () => undefined));
  for (const { effect, actions = [], resources = [] } of documents.flatMap(
    ({ statements }) => statements,
  )) {
    if (effect !== 'Allow') continue;
    for (const resource of resources.map(meant))
      // IAM simulates actions, not patterns of actions.
      for (const action of actions.filter((each) => !hasWildcard(each)))
        if (!resource.includes('${') && !deniesItself(documents, action, resource))
          ask(action, resource);
  }
  return [...byResource].map(([resource, actions]) => ({ resource, actions: [...actions] }));
}

/** What the policies of a role allow, each action or pattern once. */
export const allowedActions = (policies: readonly string[]): readonly string[] => [
  ...new Set(
    policies
      .flatMap((text) => readDocument(text, () => undefined).statements)
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions = [] }) => actions),
  ),
];
