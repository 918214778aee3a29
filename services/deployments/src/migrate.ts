import { migrateService } from '@margay/event-store';

await migrateService('deployments');
