import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import ts from 'typescript';
import { parse } from 'yaml';
import { CHECKOUT } from '../src/checkout.js';
import { SERVICES } from '../src/services.js';

const MONITORING = join(CHECKOUT, 'infra/monitoring');
const read = (file: string): string => readFileSync(join(MONITORING, file), 'utf8');

interface Metric {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
  readonly help: string;
}

const text = (node: ts.Node | undefined): string =>
  node && ts.isStringLiteralLike(node) ? node.text : '';

/** What one source file measures. */
function measuredIn(file: string): Metric[] {
  const found: Metric[] = [];
  const visit = (node: ts.Node): void => {
    const [argument] = ts.isCallExpression(node) ? node.arguments : [];
    if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      ['counter', 'gauge', 'histogram'].includes(node.expression.text) &&
      argument &&
      ts.isObjectLiteralExpression(argument)
    ) {
      const of = (key: string): ts.Expression | undefined =>
        argument.properties
          .filter(ts.isPropertyAssignment)
          .find(({ name }) => name.getText() === key)?.initializer;
      const labels = of('labels');
      found.push({
        name: text(of('name')),
        type: node.expression.text,
        labels: labels && ts.isArrayLiteralExpression(labels) ? labels.elements.map(text) : [],
        help: text(of('help')),
      });
    }
    ts.forEachChild(node, visit);
  };
  const source = readFileSync(file, 'utf8');
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return found;
}

const SOURCES = ['libs', 'services'].flatMap((room) =>
  readdirSync(join(CHECKOUT, room)).flatMap((name) => {
    const src = join(CHECKOUT, room, name, 'src');
    return readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
      .map((file) => join(src, file));
  }),
);

const METRICS = SOURCES.flatMap(measuredIn).sort((a, b) => (a.name < b.name ? -1 : 1));

const rowOf = ({ name, type, labels, help }: Metric): string =>
  `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`;

/** Labels that Prometheus and the registry add to everything, and that a histogram has. */
const EVERYWHERE = ['service', 'instance', 'job', 'le'];
/** What the process and its runtime say by themselves, and Prometheus of what it asks. */
const NOT_OURS = /^(up|ALERTS|process_|nodejs_)/;

const LABELS = new Map(METRICS.map(({ name, labels }) => [name, new Set<string>(labels)]));

interface Expression {
  readonly where: string;
  readonly text: string;
}

function expressionsOfDashboards(): Expression[] {
  return readdirSync(join(MONITORING, 'grafana/dashboards')).flatMap((file) => {
    const { panels } = JSON.parse(read(`grafana/dashboards/${file}`)) as {
      readonly panels: readonly {
        readonly title: string;
        readonly targets?: readonly { readonly expr: string }[];
      }[];
    };
    return panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ where: `${file}: ${title}`, text: expr })),
    );
  });
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

const RULES = (
  parse(read('alerts.yml')) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] }
).groups.flatMap(({ rules }) => rules);

const EXPRESSIONS: readonly Expression[] = [
  ...RULES.map(({ alert, expr }) => ({ where: `alerts.yml: ${alert}`, text: expr })),
  ...expressionsOfDashboards(),
];

/** Names of metrics and labels in an expression, and whether it is one. */
function partsOf(expression: string) {
  // What Grafana fills in.
  const filled = expression.replaceAll('$__rate_interval', '5m');
  const names: string[] = [];
  const labels: string[] = [];
  let isBroken = false;
  parser.parse(filled).iterate({
    enter: ({ type, from, to }) => {
      const here = filled.slice(from, to);
      if (type.isError) isBroken = true;
      if (type.name === 'Identifier') names.push(here.replace(/_(bucket|sum|count)$/, ''));
      if (type.name === 'LabelName') labels.push(here);
    },
  });
  return { names, labels, isBroken };
}

describe('what is measured', () => {
  it('is in the table of infra/monitoring/README.md, all of it and as it is', () => {
    const rows = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `margay_'))
      .map((line) => line.replaceAll(/ +\|/g, ' |').replaceAll(/\| +\|/g, '|  |'));
    expect(rows).toEqual(METRICS.map(rowOf));
  });

  it('has names by the conventions', () => {
    for (const { name, type } of METRICS) {
      expect(name).toMatch(/^margay_[a-z_]+$/);
      expect({ name, total: name.endsWith('_total') }).toEqual({ name, total: type === 'counter' });
    }
  });

  it('is asked of every service', () => {
    const { scrape_configs: jobs } = parse(read('prometheus.yml')) as {
      readonly scrape_configs: readonly {
        readonly static_configs: readonly { readonly targets: readonly string[] }[];
      }[];
    };
    const targets = jobs.flatMap((job) => job.static_configs.flatMap((each) => each.targets));
    expect(targets.sort()).toEqual(SERVICES.map(({ name }) => `${name}:9090`).sort());
  });
});

describe('what is shown and warned of', () => {
  it.each(EXPRESSIONS)('$where asks for what there is', ({ text: expression }) => {
    const { names, labels, isBroken } = partsOf(expression);
    expect(isBroken).toBe(false);
    const ours = names.filter((name) => !NOT_OURS.test(name));
    expect(ours.filter((name) => !LABELS.has(name))).toEqual([]);
    const known = new Set([
      ...EVERYWHERE,
      ...ours.flatMap((name) => [...(LABELS.get(name) ?? [])]),
    ]);
    expect(labels.filter((label) => !known.has(label))).toEqual([]);
  });

  it('notices an expression that is none', () => {
    expect(partsOf('sum by (a) (rate(b[5m])').isBroken).toBe(true);
    expect(partsOf('b{c="d"} > 1')).toEqual({ names: ['b'], labels: ['c'], isBroken: false });
  });

  it.each(RULES)('$alert says what to do', ({ alert, labels, annotations }) => {
    expect(['page', 'ticket']).toContain(labels.severity);
    expect(annotations.summary).toMatch(/\.$/);
    expect(annotations.description).toContain(`infra/monitoring/README.md#${alert.toLowerCase()}`);
    expect(read('README.md')).toContain(`\n### ${alert}\n`);
  });

  const promtool = spawnSync('promtool', ['--version']).status === 0;
  (promtool ? it : it.skip)('holds in the eyes of promtool, which also tries the alerts', () => {
    for (const args of [
      ['check', 'config', 'prometheus.yml'],
      ['check', 'rules', 'alerts.yml'],
      ['test', 'rules', 'alerts.test.yml'],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', args, {
        cwd: MONITORING,
        encoding: 'utf8',
      });
      expect({ args, status, said: status === 0 ? '' : stdout + stderr }).toEqual({
        args,
        status: 0,
        said: '',
      });
    }
  });
});
