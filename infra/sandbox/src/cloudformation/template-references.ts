import type { TemplateNode } from './template.js';

/** `${Name}` and `${Name.Attribute}` of `Fn::Sub`; `${!Literal}` is text. */
export const SUBSTITUTED = /\$\{([^!}][^}]*)\}/g;

const substituted = (text: string): readonly string[] =>
  [...text.matchAll(SUBSTITUTED)].map(([, name = '']) => name.trim().split('.')[0] ?? '');

/** What an expression refers to: resources and parameters. */
export function referencesIn(node: TemplateNode): readonly string[] {
  if (node === null || typeof node === 'string') return [];
  if (Array.isArray(node)) return (node as readonly TemplateNode[]).flatMap(referencesIn);
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'Ref' && typeof value === 'string') return [value];
    if (key === 'Fn::GetAtt') {
      const [name] = Array.isArray(value) ? value : String(value).split('.');
      return typeof name === 'string' ? [name] : [];
    }
    if (key === 'Fn::Sub') {
      const [text, more = {}] = (Array.isArray(value) ? value : [value]) as readonly TemplateNode[];
      const own = typeof more === 'object' && more !== null ? Object.keys(more) : [];
      const names = typeof text === 'string' ? substituted(text) : [];
      return [...names.filter((name) => !own.includes(name)), ...referencesIn(more)];
    }
    return referencesIn(value);
  });
}
