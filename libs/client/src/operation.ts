/** What a value is to whoever types it. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'words' | 'json';

export interface OperationField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly description: string;
  readonly isRequired: boolean;
  readonly choices?: readonly (string | number | null)[];
}

export interface OperationParameter extends OperationField {
  readonly in: 'path' | 'query' | 'header';
}

/** One operation of the interface. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/api-tokens/{id}` */
  readonly path: string;
  readonly summary: string;
  readonly parameters: readonly OperationParameter[];
  readonly body?: {
    readonly types: readonly string[];
    /** Of a JSON body, the fields at its top. */
    readonly fields: readonly OperationField[];
  };
}
