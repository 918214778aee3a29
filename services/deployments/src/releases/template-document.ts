import { parseDocument } from 'yaml';

/** What CloudFormation takes at most of a template that lies in S3. */
const TEMPLATE_BYTES_MAX = 1_048_576;

export type TemplateNode = string | null | TemplateNode[] | TemplateMap;
export interface TemplateMap {
  readonly [key: string]: TemplateNode;
}

export const isMap = (node: TemplateNode | undefined): node is TemplateMap =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/** A CloudFormation template with resources; every scalar is the text that was written. */
export interface TemplateDocument {
  readonly root: TemplateMap;
  readonly resources: TemplateMap;
}

/**
 * Reads a template, in YAML or JSON. Every scalar stays the text that was written, as CloudFormation
 * takes it: a default of 1.10 does not become 1.1.
 */
export function readDocument(text: string): TemplateDocument | { readonly problem: string } {
  if (Buffer.byteLength(text) > TEMPLATE_BYTES_MAX)
    return { problem: 'The template is larger than CloudFormation takes, 1 MB.' };
  const document = parseDocument(text, { schema: 'failsafe', logLevel: 'silent' });
  const [error] = document.errors;
  if (error) return { problem: `The template cannot be read: ${error.message}` };
  const root = contentOf(document);
  if (root === undefined)
    return { problem: 'The template cannot be read: it repeats too much of itself.' };
  const resources = isMap(root) ? root['Resources'] : undefined;
  if (!isMap(root) || !isMap(resources))
    return { problem: 'The document is no CloudFormation template: it has no resources.' };
  return { root, resources };
}

/** Undefined for aliases that would unfold to more than any template holds. */
function contentOf(document: ReturnType<typeof parseDocument>): TemplateNode | undefined {
  try {
    return document.toJS({ maxAliasCount: 100 }) as TemplateNode;
  } catch {
    return undefined;
  }
}
