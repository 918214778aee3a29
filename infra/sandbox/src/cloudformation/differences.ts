import { needsReplacement } from './resource-kinds.js';
import type { Live, Revision, Stack } from './stack.js';
import { NESTED, type TemplateResource } from './template.js';
import { referencesIn } from './template-references.js';

/** What an update would do to one resource. */
export interface Difference {
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly logicalId: string;
  readonly type: string;
  /** As it is to be, or as it was if it goes; none: nothing is known of it. */
  readonly resource?: TemplateResource;
  readonly live?: Live;
  readonly replaced: boolean;
  /** Its properties that change. */
  readonly properties: readonly string[];
}

const sameValues = (one: object, other: object): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const isSame = (one: Revision, other: Revision): boolean =>
  one === other ||
  (one.template === other.template &&
    sameValues(one.parameters, other.parameters) &&
    sameValues(one.tags, other.tags));

/** All resources that a stack is to have, each as something new. */
export const additions = (stack: Stack, target: Revision, at: number): readonly Difference[] => {
  const values = stack.values(at, target);
  return [...target.template.resources.values()]
    .filter(({ condition }) => values.holds(condition))
    .map(addition);
};

const addition = (resource: TemplateResource): Difference => ({
  action: 'Add',
  logicalId: resource.logicalId,
  type: resource.type,
  resource,
  replaced: false,
  properties: [],
});

/**
 * How a stack differs from what it is to be, in the order of the template. Stacks within are always among them:
 * what they are made of lies elsewhere.
 */
export function differences(stack: Stack, target: Revision, at: number): readonly Difference[] {
  const before = stack.revision(at);
  const [now, then] = [stack.values(at, before), stack.values(at, target)];
  const live = stack.live(at);
  const same = isSame(before, target);
  const replaced = new Set<string>();
  const changedIn = (resource: TemplateResource): readonly string[] => {
    const old = before.template.resources.get(resource.logicalId)?.properties ?? {};
    const names = new Set([...Object.keys(old), ...Object.keys(resource.properties)]);
    return [...names].filter(
      (name) =>
        JSON.stringify(now.of(old[name])) !== JSON.stringify(then.of(resource.properties[name])),
    );
  };
  const modification = (resource: TemplateResource, found: Live): Difference | undefined => {
    const { logicalId, type } = resource;
    const properties = same ? [] : changedIn(resource);
    const needs = type !== NESTED && (found.type !== type || needsReplacement(type, properties));
    const moved =
      replaced.size > 0 && referencesIn(resource.properties).some((name) => replaced.has(name));
    if (needs) replaced.add(logicalId);
    const isDue =
      type === NESTED || needs || moved || properties.length > 0 || found.status.endsWith('FAILED');
    return isDue
      ? { action: 'Modify', logicalId, type, resource, live: found, replaced: needs, properties }
      : undefined;
  };
  const due = [...target.template.resources.values()]
    .filter(({ condition }) => then.holds(condition))
    .flatMap((resource): readonly Difference[] => {
      const found = live.get(resource.logicalId);
      live.delete(resource.logicalId);
      if (!found || found.status === 'CREATE_FAILED') return [addition(resource)];
      const modified = modification(resource, found);
      return modified ? [modified] : [];
    });
  const gone = [...live.values()].map((found): Difference => {
    const { logicalId, type } = found;
    const resource = before.template.resources.get(logicalId);
    const known = resource ? { resource } : {};
    return {
      action: 'Remove',
      logicalId,
      type,
      ...known,
      live: found,
      replaced: false,
      properties: [],
    };
  });
  return [...due, ...gone];
}
