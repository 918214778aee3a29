import type { DataModel } from './data-model.js';

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
}

const familyOf = (logType: string): string => logType.replace(/\..*$/s, '.*');
