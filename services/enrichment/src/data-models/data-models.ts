import type { DataModel } from './data-model.js';
import { familyOf } from './log-type.js';

/** The models by log type. A model of a family (`Suricata.*`) answers for members without one. */
export class DataModels {
  private readonly models = new Map<string, DataModel>();

  constructor(models: Iterable<DataModel>) {
    for (const model of models) {
      if (this.models.has(model.logType)) throw new Error('A log type has two data models.');
      this.models.set(model.logType, model);
    }
  }

  get logTypes(): string[] {
    return [...this.models.keys()].sort();
  }

  /** Log types are compared as written, upper and lower case apart. */
  for(logType: string): DataModel | undefined {
    return this.models.get(logType) ?? this.models.get(familyOf(logType));
  }

  /** The model of exactly this log type or family. */
  of(logType: string): DataModel | undefined {
    return this.models.get(logType);
  }

  /** These models, with others in the place of those for the same log types. */
  with(others: Iterable<DataModel>): DataModels {
    const all = new Map(this.models);
    for (const model of others) all.set(model.logType, model);
    return new DataModels(all.values());
  }
}
