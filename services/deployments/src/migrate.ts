import { migrateService } from '@margay/event-store';
import { MIGRATIONS } from './migrations.js';

await migrateService('deployments', MIGRATIONS);
