import { isMap, type Template, type TemplateMap, type TemplateNode } from './template.js';
import { SUBSTITUTED } from './template-references.js';

/** What expressions of a template are worked out with. */
export interface Surroundings {
  readonly template: Template;
  /** Parameters and `AWS::…`. */
  readonly values: Readonly<Record<string, string>>;
  physicalId(logicalId: string): string;
  attribute(logicalId: string, name: string): string;
}

type Value = TemplateNode | undefined;

const listOf = (node: Value): readonly TemplateNode[] =>
  Array.isArray(node) ? (node as readonly TemplateNode[]) : node === undefined ? [] : [node];

const textOf = (value: Value): string =>
  typeof value === 'string'
    ? value
    : value === undefined || value === null
      ? ''
      : JSON.stringify(value);

/** Works out what a template's expressions come to in one stack. */
export class TemplateValues {
  private readonly conditions = new Map<string, boolean>();

  constructor(private readonly around: Surroundings) {}

  /** @returns undefined where the answer is `AWS::NoValue` */
  of(node: Value): Value {
    if (node === undefined || node === null || typeof node === 'string') return node;
    if (Array.isArray(node))
      return (node as readonly TemplateNode[])
        .map((each) => this.of(each))
        .filter((each) => each !== undefined);
    const map = node as TemplateMap;
    const entries = Object.entries(map);
    const [only] = entries;
    if (only && entries.length === 1) {
      const run = this.functions[only[0]];
      if (run) return run(only[1]);
    }
    return Object.fromEntries(
      entries.flatMap(([key, each]) => {
        const value = this.of(each);
        return value === undefined ? [] : [[key, value]];
      }),
    );
  }

  text(node: Value): string {
    return textOf(this.of(node));
  }

  holds(name: string | undefined): boolean {
    if (name === undefined) return true;
    const known = this.conditions.get(name);
    if (known !== undefined) return known;
    const holds = this.truth(this.around.template.conditions[name]);
    this.conditions.set(name, holds);
    return holds;
  }

  private truth(node: Value): boolean {
    if (isMap(node) && typeof node['Condition'] === 'string') return this.holds(node['Condition']);
    return this.of(node) === 'true';
  }

  private ref(name: string): Value {
    if (name === 'AWS::NoValue') return undefined;
    return this.around.values[name] ?? this.around.physicalId(name);
  }

  private attribute(path: Value): string {
    const [logicalId = '', ...names] = Array.isArray(path)
      ? path.map((each) => this.text(each as TemplateNode))
      : textOf(path).split('.');
    return this.around.attribute(logicalId, names.join('.'));
  }

  private substituted(node: Value): string {
    const [text, more] = listOf(node);
    const own = isMap(more) ? more : {};
    return textOf(text)
      .replace(SUBSTITUTED, (_, found: string) => {
        const name = found.trim();
        if (name in own) return this.text(own[name]);
        return name.includes('.') && !name.startsWith('AWS::')
          ? this.attribute(name)
          : textOf(this.ref(name));
      })
      .replaceAll('${!', '${');
  }

  private chosen(node: Value): Value {
    const [index, among] = listOf(node);
    return listOf(this.of(among))[Number(this.text(index))];
  }

  private mapped(node: Value): Value {
    const [map, first, second] = listOf(node).map((each) => this.text(each));
    const rows = this.around.template.mappings[map ?? ''];
    const row = isMap(rows) ? rows[first ?? ''] : undefined;
    return isMap(row) ? row[second ?? ''] : undefined;
  }

  private readonly functions: Readonly<Record<string, (node: TemplateNode) => Value>> = {
    Ref: (node) => this.ref(textOf(node)),
    'Fn::GetAtt': (node) => this.attribute(node),
    'Fn::Sub': (node) => this.substituted(node),
    'Fn::Join': (node) => {
      const [by, parts] = listOf(node);
      return listOf(this.of(parts)).map(textOf).join(this.text(by));
    },
    'Fn::Split': (node) => {
      const [by, whole] = listOf(node);
      return this.text(whole).split(this.text(by));
    },
    'Fn::Select': (node) => this.chosen(node),
    'Fn::If': (node) => {
      const [name, then, otherwise] = listOf(node);
      return this.of(this.holds(textOf(name)) ? then : otherwise);
    },
    'Fn::Equals': (node) => {
      const [one, other] = listOf(node).map((each) => this.text(each));
      return String(one === other);
    },
    'Fn::And': (node) => String(listOf(node).every((each) => this.truth(each))),
    'Fn::Or': (node) => String(listOf(node).some((each) => this.truth(each))),
    'Fn::Not': (node) => String(!this.truth(listOf(node)[0])),
    'Fn::FindInMap': (node) => this.mapped(node),
    'Fn::Base64': (node) => Buffer.from(this.text(node)).toString('base64'),
    'Fn::GetAZs': () =>
      ['a', 'b', 'c'].map((zone) => `${this.around.values['AWS::Region']}${zone}`),
  };
}
