import { ServiceError } from '@margay/contracts';
import { Egress } from '@margay/egress';
import type { Cause } from '@margay/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { CurrentEnricher } from '../enriching/current-enricher.service.js';
import { checked, refused } from '../settings/checked.js';
import { SETTINGS_MAX } from '../settings/settings.service.js';
import { SettingsLog } from '../settings/settings-log.service.js';
import { AskedValue, type Found } from '../tables/lookup-table.js';
import type { LookupTableHandler } from './imports.reactor.js';
import { type ImportRow, LookupData } from './lookup-data.query.js';
import { LookupTableDefinition, TableName } from './lookup-table-definition.js';
import { type DataLimits, TABLE_FORMATS } from './read-rows.js';

export const LOOKUP_TABLES = Symbol('lookup tables');
export const DATA_LIMITS = Symbol('data limits');

/** A part of an upload on the bus, with room for the frame. */
export const PART_BYTES_MAX = 512 * 1024;
const KEYS_MAX = 100;

const noImport = () => new ServiceError('not_found', 'There is no such import.');

/** Changes lookup tables, takes their data, and answers what they say. */
@Injectable()
export class LookupTablesService {
  constructor(
    @Inject(LOOKUP_TABLES) private readonly tables: LookupTableHandler,
    @Inject(DATA_LIMITS) private readonly limits: DataLimits,
    private readonly data: LookupData,
    private readonly log: SettingsLog,
    private readonly current: CurrentEnricher,
    private readonly egress: Egress,
  ) {}

  /** @throws ServiceError `bad_request` with every wrong field; `precondition_failed` */
  async define(
    given: string,
    asked: unknown,
    expectedRevisions: readonly number[],
    cause: Cause,
  ): Promise<void> {
    const name = checked(TableName, given, 'name');
    const definition = checked(LookupTableDefinition, asked);
    if (this.current.builtInTable(name) !== undefined)
      throw refused([{ path: 'name', message: 'A built-in table is called so.' }]);
    const url = definition.refresh?.url;
    const problem =
      url === undefined || url.startsWith('s3:') ? undefined : this.egress.problemOf(url);
    if (problem !== undefined) throw refused([{ path: 'refresh.url', message: problem }]);
    const { lookupTables, providers } = await this.log.fresh();
    if (providers.has(name))
      throw new ServiceError(
        'conflict',
        'There is a provider of this name: rules name both alike.',
      );
    if (lookupTables.size >= SETTINGS_MAX && !lookupTables.has(name))
      throw new ServiceError('conflict', `There are ${SETTINGS_MAX} already, and no more can be.`);
    await this.tables.execute(name, { type: 'Define', name, definition, expectedRevisions }, cause);
  }

  async remove(given: string, expectedRevisions: readonly number[], cause: Cause): Promise<void> {
    const name = checked(TableName, given, 'name');
    await this.tables.execute(name, { type: 'Remove', name, expectedRevisions }, cause);
  }

  /** @returns the import's id */
  async beginImport(table: string, format: string, cause: Cause): Promise<string> {
    const { lookupTables } = await this.log.fresh();
    const setting = lookupTables.get(table);
    if (setting === undefined)
      throw new ServiceError('not_found', 'There is no such lookup table.');
    if (!setting.state.definition.enabled)
      throw new ServiceError('conflict', 'The table is not enabled: nothing can be imported.');
    const known = TABLE_FORMATS.find((each) => each === format);
    if (known === undefined)
      throw refused([{ path: 'format', message: `Must be one of ${TABLE_FORMATS.join(', ')}.` }]);
    return this.data.begin(table, known, cause);
  }

  async append(id: string, number: number, part: Uint8Array): Promise<void> {
    if (part.length === 0 || part.length > PART_BYTES_MAX)
      throw new ServiceError('too_large', `A part has 1 to ${PART_BYTES_MAX} bytes.`);
    const bytes = isId(id) ? await this.data.append(id, number, part) : undefined;
    if (bytes === undefined) throw noImport();
    // The reader counts again; this only ends what would be thrown away.
    if (bytes > this.limits.compressedBytes)
      throw new ServiceError('too_large', 'The data is larger than a table may be.');
  }

  async finish(id: string, parts: number): Promise<ImportRow> {
    const row = await this.import(id);
    if (row.state === 'receiving' && !(await this.data.finish(id, parts)))
      throw new ServiceError('conflict', 'Some parts of the upload have not come.');
    return this.import(id);
  }

  async import(id: string): Promise<ImportRow> {
    const row = isId(id) ? await this.data.one(id) : undefined;
    if (row === undefined) throw noImport();
    return row;
  }

  imports(table: string): Promise<readonly ImportRow[]> {
    return this.data.ofTable(table);
  }

  /** What a table says of each key. A list longer than the limit is refused. */
  async lookUp(name: string, keys: readonly string[]): Promise<readonly Found[]> {
    if (keys.length === 0 || keys.length > KEYS_MAX)
      throw refused([{ path: 'keys', message: `1 to ${KEYS_MAX} keys.` }]);
    await this.log.fresh();
    const table = this.current.table(name);
    if (table === undefined)
      throw new ServiceError('not_found', 'There is no such table, or it has no data yet.');
    return keys.map((key) => table.ask(new AskedValue(key)));
  }
}

const isId = (id: string): boolean => z.uuid().safeParse(id).success;
