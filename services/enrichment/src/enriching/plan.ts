import type { Selector } from '../data-models/data-model.js';
import type { DataModels } from '../data-models/data-models.js';
import { familyOf } from '../data-models/log-type.js';
import { compileFieldPath } from '../data-models/field-path.js';
import { compileCondition, type Condition } from '../rules/condition.js';
import type { RuleDefinition } from '../rules/rule.js';
import { absentTable, type LookupTable } from '../tables/lookup-table.js';
import { Answers } from './answers.js';

/** A rule with the name it is known by. */
export interface NamedRule extends RuleDefinition {
  readonly name: string;
}

/** What the look-ups that need no rule are called where each is told. */
export const BUILT_IN_RULE = 'built-in';

/** One way from a selector to some tables. */
export interface Step {
  readonly rule: string;
  /** Tables in memory, or somebody outside by name. */
  readonly asks: Answers | string;
  /** Without one, always. */
  readonly when?: Condition;
}

/** What is done with the value of one selector, in this order. */
export interface SelectorPlan {
  readonly selector: Selector;
  readonly steps: readonly Step[];
}

/** What is done with events of one log type. */
export interface Plan {
  /** Undefined where there is no data model: then the indicators found are looked up. */
  readonly hasModel: boolean;
  readonly selectors: readonly SelectorPlan[];
}

/** The field that holds every address found in an event: where there is none, we look ourselves. */
const INDICATORS: Selector = {
  text: 'p_any_ip_addresses',
  read: compileFieldPath('p_any_ip_addresses'),
};

/** So many log types are planned for at once; events may name any. */
const PLANS_MAX = 1_000;

/** What is looked up where, by log type. Made anew whenever a model, a rule or a table changes. */
export class Plans {
  private readonly plans = new Map<string, Plan>();
  private readonly sets = new Map<string, Answers>();
  private readonly tables: ReadonlyMap<string, LookupTable>;
  private readonly rules: readonly NamedRule[];
  private readonly conditions = new Map<string, Condition>();

  /** @param builtIn tables that every selector of a data model is looked up in */
  constructor(
    readonly models: DataModels,
    private readonly builtIn: readonly LookupTable[],
    more: readonly LookupTable[] = [],
    rules: readonly NamedRule[] = [],
    /** Third parties that rules may name like tables; a table of the same name goes before. */
    private readonly providers: ReadonlySet<string> = new Set(),
  ) {
    this.tables = new Map([...builtIn, ...more].map((table) => [table.name, table]));
    this.rules = rules
      .filter(({ enabled }) => enabled)
      .sort((a, b) => a.priority - b.priority || (a.name < b.name ? -1 : 1));
  }

  for(logType: string): Plan {
    const known = this.plans.get(logType);
    if (known !== undefined) return known;
    if (this.plans.size >= PLANS_MAX) this.plans.clear();
    const plan = this.make(logType);
    this.plans.set(logType, plan);
    return plan;
  }

  private make(logType: string): Plan {
    const model = this.models.for(logType);
    const patterns = new Set(['*', logType, familyOf(logType)]);
    const rules = this.rules.filter(({ logTypes }) => logTypes.some((each) => patterns.has(each)));
    const ofModel = model?.selectors ?? [INDICATORS];
    const byText = new Map(ofModel.map((selector) => [selector.text, selector]));
    for (const { selectors } of rules)
      for (const text of selectors)
        if (!byText.has(text)) byText.set(text, { text, read: compileFieldPath(text) });
    const selectors = [...byText.values()].map((selector) =>
      this.planFor(
        selector,
        rules.filter((rule) => rule.selectors.includes(selector.text)),
        ofModel.includes(selector),
      ),
    );
    return { hasModel: model !== undefined, selectors };
  }

  /** Where a rule says when a table is to be asked, the table is not asked without being told. */
  private planFor(selector: Selector, rules: readonly NamedRule[], isOfModel: boolean) {
    const named = new Set(rules.map(({ table }) => table));
    const unclaimed = isOfModel ? this.builtIn.filter(({ name }) => !named.has(name)) : [];
    const steps: Step[] = unclaimed.length
      ? [{ rule: BUILT_IN_RULE, asks: this.answersOf(unclaimed) }]
      : [];
    for (const { name, table, condition } of rules)
      steps.push({
        rule: name,
        asks: this.askedBy(table),
        ...(condition.trim() === '' ? {} : { when: this.conditionOf(condition) }),
      });
    return { selector, steps };
  }

  private askedBy(table: string): Answers | string {
    const known = this.tables.get(table);
    if (!known && this.providers.has(table)) return table;
    return this.answersOf([known ?? absentTable(table)]);
  }

  /** What was answered before is remembered once for the same tables. */
  private answersOf(tables: readonly LookupTable[]): Answers {
    const key = JSON.stringify(tables.map(({ name }) => name));
    let answers = this.sets.get(key);
    if (answers === undefined) this.sets.set(key, (answers = new Answers(tables)));
    return answers;
  }

  private conditionOf(text: string): Condition {
    let condition = this.conditions.get(text);
    if (condition === undefined) this.conditions.set(text, (condition = compileCondition(text)));
    return condition;
  }
}
