/** A parameter as the template of a release declares it, by CloudFormation's rules. */
export interface DeclaredParameter {
  readonly name: string;
  /** `String`, `Number`, `CommaDelimitedList`, `List<Number>`, … */
  readonly type: string;
  /** Absent: somebody has to say a value. */
  readonly default?: string;
  readonly allowedValues?: readonly string[];
  /** The whole value must match. */
  readonly allowedPattern?: string;
  /** What CloudFormation says in place of the pattern. */
  readonly constraintDescription?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
  /** Never shown again, in no answer, no message and no event. */
  readonly noEcho: boolean;
  readonly description?: string;
}

/** Values by name: exactly what is handed to CloudFormation. */
export type ParameterValues = Readonly<Record<string, string>>;
