/** A text of a message as it is published: one that is empty is left out. */
export const said = <Key extends string>(key: Key, value: string) =>
  (value === '' ? {} : { [key]: value }) as Partial<Record<Key, string>>;
