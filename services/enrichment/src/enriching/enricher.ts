import { ipIndicators } from '../address/ip-indicators.js';
import type { Selector } from '../data-models/data-model.js';
import type { DataModels } from '../data-models/data-models.js';
import { compileFieldPath } from '../data-models/field-path.js';
import type { JsonObject } from '../json-object.js';
import type { BuiltInTables } from '../tables/built-in-tables.js';
import { type Additions, Findings } from './additions.js';
import { Answers, type Match } from './answers.js';
import { moreTelling, type Status } from './status.js';

/** So many members of a list are looked up; a longer one is named in `p_truncated`. */
export const LIST_MAX = 100;

/** The field that holds every address found in an event: where there is none, we look ourselves. */
const INDICATORS: Selector = {
  text: 'p_any_ip_addresses',
  read: compileFieldPath('p_any_ip_addresses'),
};

/** Says what is known of the addresses in an event. Never throws, never changes the event. */
export class Enricher {
  private readonly answers: Answers;

  constructor(
    private readonly models: DataModels,
    tables: BuiltInTables,
  ) {
    this.answers = new Answers(tables);
  }

  /** The event with what was found; its own fields as they were and where they were. */
  enrich(logType: string, event: JsonObject): JsonObject {
    return { ...event, ...this.additions(logType, event) };
  }

  /** What `enrich` adds, for whoever has the event as text. */
  additions(logType: string, event: JsonObject): Additions {
    const findings = new Findings();
    const model = this.models.for(logType);
    if (model === undefined)
      findings.remark('p_data_model', 'unknown log type: indicator fields used');
    else if (model.selectors.length === 0)
      findings.remark('p_data_model', 'this log type has no address fields');

    for (const selector of model?.selectors ?? [INDICATORS]) {
      const value = valueOf(selector, event, findings);
      if (Array.isArray(value)) this.lookUpAll(selector.text, value, findings);
      else this.lookUp(selector.text, value, findings);
    }
    return findings.toAdditions(event);
  }

  private lookUp(selector: string, value: unknown, findings: Findings): void {
    const answers = this.answers.about(value);
    this.answers.tables.forEach((table, i) => {
      const answer = answers[i]!;
      if (typeof answer === 'string') findings.add(table, selector, answer);
      else findings.add(table, selector, 'hit', answer);
    });
  }

  private lookUpAll(selector: string, values: readonly unknown[], findings: Findings): void {
    if (values.length > LIST_MAX) findings.truncated(selector);
    const all = values.slice(0, LIST_MAX).map((value) => this.answers.about(value));
    this.answers.tables.forEach((table, i) => {
      let status: Status = 'skipped(missing)';
      const matches: Match[] = [];
      for (const answers of all) {
        const answer = answers[i]!;
        if (typeof answer !== 'string') matches.push(answer);
        status = moreTelling(status, typeof answer === 'string' ? answer : 'hit');
      }
      findings.add(table, selector, status, matches.length > 0 ? matches : undefined);
    });
  }
}

function valueOf({ text, read }: Selector, event: JsonObject, findings: Findings): unknown {
  if (text !== INDICATORS.text || Object.hasOwn(event, text)) return read(event);
  const { addresses, isTruncated } = ipIndicators(event);
  findings.extracted(addresses);
  if (isTruncated) findings.truncated(text);
  return addresses;
}
