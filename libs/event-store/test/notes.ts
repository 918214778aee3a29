import { migrate } from '../src/index.js';

/** The schema that the specs of this library work in. */
export const migrated = (url: string, login: string) => migrate({ url, schema: 'notes', login });
