import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Doors, openDoors } from '../test/doors.js';
import { openApiOf } from './openapi.js';

const KEPT = new URL('../openapi.json', import.meta.url);

interface Operation {
  readonly operationId?: string;
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

describe('the OpenAPI document', () => {
  let doors: Doors;
  beforeAll(async () => {
    doors = await openDoors();
  });
  afterAll(() => doors.app.close());

  const operations = () =>
    Object.entries(openApiOf(doors.app).paths).flatMap(([path, item]) =>
      Object.entries(item as Record<string, Operation>).map(
        ([method, operation]) => [`${method} ${path}`, operation] as const,
      ),
    );

  it('is the one that is kept: a change of the interface is seen in review', async () => {
    const kept = JSON.parse(await readFile(KEPT, 'utf8')) as unknown;
    // `npm run openapi` writes it anew.
    expect(JSON.parse(JSON.stringify(openApiOf(doors.app)))).toEqual(kept);
  });

  it('refers only to what it has', () => {
    const document = openApiOf(doors.app);
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference = '']) => reference,
    );
    const schemas = Object.keys(document.components?.schemas ?? {});
    expect(references.length).toBeGreaterThan(100);
    for (const reference of new Set(references))
      expect(schemas.map((name) => `#/components/schemas/${name}`)).toContain(reference);
  });

  it('names every operation, its key and the shape of each answer', () => {
    for (const [name, operation] of operations()) {
      expect([name, operation.operationId]).not.toContain(undefined);
      const key = name.endsWith('/leaks') ? undefined : [{ ApiKeyAuth: [] }];
      expect([name, operation.security]).toEqual([name, key]);
      for (const [status, { content }] of Object.entries(operation.responses))
        expect([name, status, content !== undefined]).toEqual([
          name,
          status,
          name === 'post /enrichment/pipeline/events' || !['202', '204'].includes(status),
        ]);
    }
  });
});
