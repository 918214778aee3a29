import type { DataModel, Selector } from '../data-models/data-model.js';
import { type IndicatorField, isIndicatorField } from '../indicators/indicator-kinds.js';
import { type Indicators, indicatorsOf } from '../indicators/indicator-walk.js';
import type { JsonObject } from '../json-object.js';
import { type Additions, Findings } from './additions.js';
import type { Answers, Match } from './answers.js';
import type { OutsideAnswers, Wanted } from './outside.js';
import type { Plan, Plans, SelectorPlan } from './plan.js';
import { moreTelling, type Status } from './status.js';

/** So many members of a list are looked up; a longer one is named in `p_truncated`. */
export const LIST_MAX = 100;

/** What one step of an event's way came to, for whoever wants to know why. */
export interface Explained {
  readonly selector: string;
  readonly rule: string;
  readonly table: string;
  readonly status: Status;
}

/** How an event is walked through. */
interface Way {
  /** Whether the event has happened, and its values count as seen. */
  readonly isSeen: boolean;
  readonly told?: (step: Explained) => void;
}

/** Says what is known of what is in an event. Never throws, never changes the event. */
export class Enricher {
  constructor(private readonly plans: Plans) {}

  /** The event with what is known here; its own fields as they were and where they were. */
  enrich(logType: string, event: JsonObject): JsonObject {
    return { ...event, ...this.additions(logType, event) };
  }

  /** What `enrich` adds. */
  additions(logType: string, event: JsonObject): Additions {
    return this.begin(logType, event).additions();
  }

  /** What is known here, and what is still to be asked of others. */
  begin(logType: string, event: JsonObject): Begun {
    return this.walk(logType, event, { isSeen: true });
  }

  /** What would be added, and every step in its order, those that were skipped included. Nothing is counted. */
  explain(
    logType: string,
    event: JsonObject,
  ): { additions: Additions; steps: readonly Explained[] } {
    const steps: Explained[] = [];
    const begun = this.walk(logType, event, {
      isSeen: false,
      told: (step) => steps.push(step),
    });
    return { additions: begun.additions(), steps };
  }

  modelFor(logType: string): DataModel | undefined {
    return this.plans.models.for(logType);
  }

  private walk(logType: string, event: JsonObject, way: Way): Walk {
    const walk = new Walk(event, way);
    walk.through(this.plans.for(logType));
    return walk;
  }
}

/** An event that was walked through, with what is known here. */
export interface Begun {
  /** What somebody outside is to be asked about; until it is answered it counts as not asked. */
  readonly wanted: readonly Wanted[];
  answered(answers: OutsideAnswers): void;
  /** What is added to the event. */
  additions(): Additions;
}

/** One event on its way. */
class Walk implements Begun {
  readonly wanted: Wanted[] = [];
  private readonly findings = new Findings();
  private indicators: Indicators | undefined;

  constructor(
    private readonly event: JsonObject,
    private readonly way: Way,
  ) {}

  through({ hasModel, selectors }: Plan): void {
    if (!hasModel) {
      this.findings.remark('p_data_model', 'unknown log type: indicator fields used');
      for (const field of this.walked().found.keys())
        if (!Object.hasOwn(this.event, field)) this.extract(field);
    } else if (selectors.length === 0)
      this.findings.remark('p_data_model', 'this log type has no address fields');
    for (const plan of selectors) this.at(plan);
  }

  additions(): Additions {
    return this.findings.toAdditions(this.event);
  }

  answered(answers: OutsideAnswers): void {
    for (const { provider, selector, values, isList } of this.wanted) {
      let status: Status = 'skipped(missing)';
      const matches: Match[] = [];
      for (const value of values) {
        const said = answers.of(provider, value);
        status = moreTelling(status, said.status);
        if (said.match) matches.push(said.match);
      }
      const found = isList ? matches : matches[0];
      this.findings.add(provider, selector.text, status, matches.length > 0 ? found : undefined);
    }
  }

  private at({ selector, steps }: SelectorPlan): void {
    const value = this.valueOf(selector);
    for (const { rule, asks, when } of steps) {
      const tables = typeof asks === 'string' ? [asks] : asks.tables;
      // The first rule that applies has answered.
      if (this.findings.isAnswered(tables[0]!, selector.text)) continue;
      if (when !== undefined && when(this.event) !== true)
        for (const table of tables) this.add(rule, table, selector, 'skipped(condition)');
      else if (typeof asks === 'string') this.want(rule, asks, selector, value);
      else if (Array.isArray(value)) this.lookUpAll(rule, selector, value, asks);
      else this.lookUp(rule, selector, value, asks);
    }
  }

  private want(rule: string, provider: string, selector: Selector, value: unknown): void {
    const isList = Array.isArray(value);
    const all: readonly unknown[] = isList ? value : [value];
    if (all.length > LIST_MAX) this.findings.truncated(selector.text);
    const values = all
      .slice(0, LIST_MAX)
      .filter((each): each is string => typeof each === 'string' && each !== '');
    const isWanted = values.length > 0;
    this.add(rule, provider, selector, isWanted ? 'skipped(not_asked)' : 'skipped(missing)');
    if (isWanted) this.wanted.push({ provider, selector, values: [...new Set(values)], isList });
  }

  private lookUp(rule: string, selector: Selector, value: unknown, from: Answers): void {
    const answers = from.about(value, this.way.isSeen);
    from.tables.forEach((table, i) => {
      const answer = answers[i]!;
      if (typeof answer === 'string') this.add(rule, table, selector, answer);
      else this.add(rule, table, selector, 'hit', answer);
    });
  }

  private lookUpAll(
    rule: string,
    selector: Selector,
    values: readonly unknown[],
    from: Answers,
  ): void {
    if (values.length > LIST_MAX) this.findings.truncated(selector.text);
    const all = values.slice(0, LIST_MAX).map((value) => from.about(value, this.way.isSeen));
    from.tables.forEach((table, i) => {
      let status: Status = 'skipped(missing)';
      const matches: Match[] = [];
      for (const answers of all) {
        const answer = answers[i]!;
        if (typeof answer !== 'string') matches.push(answer);
        status = moreTelling(status, typeof answer === 'string' ? answer : 'hit');
      }
      this.add(rule, table, selector, status, matches.length > 0 ? matches : undefined);
    });
  }

  private add(
    rule: string,
    table: string,
    { text }: Selector,
    status: Status,
    found?: Match | readonly Match[],
  ): void {
    this.findings.add(table, text, status, found);
    this.way.told?.({ selector: text, rule, table, status });
  }

  /** Indicator fields that the event has not got are made of what is found in it. */
  private valueOf({ text, read }: Selector): unknown {
    if (!isIndicatorField(text) || Object.hasOwn(this.event, text)) return read(this.event);
    if (this.walked().isTruncated) this.findings.truncated(text);
    return this.extract(text);
  }

  private extract(field: IndicatorField): readonly string[] {
    const values = this.walked().found.get(field) ?? [];
    this.findings.extracted(field, values);
    return values;
  }

  private walked(): Indicators {
    return (this.indicators ??= indicatorsOf(this.event));
  }
}
