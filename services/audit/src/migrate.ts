import { migrateService } from '@margay/event-store';
import { AuditRecord1710000000001 } from './migrations/0001-audit-record.js';

await migrateService('audit', [AuditRecord1710000000001]);
