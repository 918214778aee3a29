import type { CommandGroup } from '../command-row.js';

const SHOWN = ['id', 'name', 'url', 'status', 'lagRecords', 'lagSeconds', 'lastOutcome'];

export const AUDIT: CommandGroup = {
  name: 'audit',
  about: 'The audit log: search, follow, export, prove.',
  rows: [
    {
      name: 'search',
      operation: 'listAuditRecords',
      columns: [
        'sequence',
        'timestamp',
        'actionName',
        'actionResult',
        'actor',
        'sourceIP',
        'targets',
      ],
    },
    { name: 'counts', operation: 'countAuditRecords' },
    {
      name: 'checkpoints',
      operation: 'listAuditCheckpoints',
      columns: ['ordinal', 'size', 'time', 'rootHash'],
    },
    { name: 'proof', operation: 'proveAuditRecord' },
    { name: 'consistency', operation: 'proveAuditConsistency' },
    { name: 'webhooks', operation: 'listAuditWebhooks', columns: SHOWN },
    { name: 'webhook', operation: 'getAuditWebhook' },
    { name: 'register-webhook', operation: 'registerAuditWebhook' },
    { name: 'remove-webhook', operation: 'removeAuditWebhook' },
    { name: 'pause-webhook', operation: 'pauseAuditWebhook' },
    { name: 'resume-webhook', operation: 'resumeAuditWebhook' },
    { name: 'rotate-webhook-secret', operation: 'rotateAuditWebhookSecret' },
    {
      name: 'readers',
      operation: 'listAuditReaders',
      columns: ['id', 'name', 'stream', 'consumer', 'isReady', 'lagRecords', 'lagSeconds'],
    },
    { name: 'reader', operation: 'getAuditReader' },
    { name: 'register-reader', operation: 'registerAuditReader' },
    { name: 'remove-reader', operation: 'removeAuditReader' },
    { name: 'rebuild', operation: 'rebuildAuditLog' },
    { name: 'rebuild-status', operation: 'getAuditRebuild' },
    { name: 'retention', operation: 'getAuditRetention' },
    { name: 'set-retention', operation: 'setAuditRetention' },
    { name: 'hold', operation: 'placeAuditHold' },
    { name: 'lift-hold', operation: 'liftAuditHold' },
    { name: 'erase', operation: 'eraseAuditSubject' },
  ],
};
