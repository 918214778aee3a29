import { isMap, readDocument, type TemplateNode } from './template-document.js';

const ACTIONS_MAX = 2_000;

const listed = (node: TemplateNode | undefined): readonly string[] => {
  const nodes = Array.isArray(node) ? node : [node];
  return nodes.filter((each): each is string => typeof each === 'string');
};

function allowedIn(node: TemplateNode): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(allowedIn);
  if (!isMap(node)) return [];
  const inside = Object.values(node).flatMap(allowedIn);
  return node['Effect'] === 'Allow' && !('Principal' in node)
    ? [...listed(node['Action']), ...inside]
    : inside;
}

/** What the roles and policies of a template allow, each action once, in order. Trust is not counted. */
export function readRoleActions(
  text: string,
): { readonly actions: readonly string[] } | { readonly problem: string } {
  const template = readDocument(text);
  if ('problem' in template) return template;
  const actions = [...new Set(allowedIn(template.resources))].sort();
  if (actions.length === 0) return { problem: 'The template allows nothing: it makes no role.' };
  if (actions.length > ACTIONS_MAX)
    return { problem: `The template allows more than ${ACTIONS_MAX} actions.` };
  return { actions };
}
