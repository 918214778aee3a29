/** What a token may be allowed to do. Ids are stored in tokens for ever: add, never rename. */
export interface Permission {
  readonly id: string;
  readonly title: string;
  readonly area: string;
  readonly access: 'read' | 'modify' | 'run' | 'approve';
}

const permission = (
  id: string,
  title: string,
  area: string,
  access: Permission['access'],
): Permission => ({ id, title, area, access });

/** Stands for every permission there is and will be. Resolved when checked, so later ids are covered. */
export const ALL_PERMISSIONS = 'all';

/** Every permission: the published ones, then Margay's own. */
export const PERMISSIONS: readonly Permission[] = [
  permission('AIRunAsModify', 'Manage AI Run-As', 'Panther AI', 'modify'),
  permission('AlertModify', 'Manage Alerts', 'Alerts', 'modify'),
  permission('AlertRead', 'Read Alerts', 'Alerts', 'read'),
  permission('BulkUpload', 'Bulk Upload', 'Bulk Upload', 'modify'),
  permission('BulkUploadValidate', 'Bulk Upload Validate', 'Bulk Upload', 'run'),
  permission(
    'CloudsecSourceModify',
    'Manage Cloud Security Sources',
    'Cloud Security Sources',
    'modify',
  ),
  permission('CloudsecSourceRead', 'View Cloud Security Sources', 'Cloud Security Sources', 'read'),
  permission('DataAnalyticsModify', 'Manage Saved Searches', 'Data Lake', 'modify'),
  permission('DataAnalyticsRead', 'Query Data Lake', 'Data Lake', 'read'),
  permission('DestinationModify', 'Manage Alert Destinations', 'Alert Destinations', 'modify'),
  permission('DestinationRead', 'View Alert Destinations', 'Alert Destinations', 'read'),
  permission(
    'GeneralSettingsModify',
    'Edit Settings & SAML Preferences',
    'General Settings',
    'modify',
  ),
  permission('GeneralSettingsRead', 'Read Panther Settings Info', 'General Settings', 'read'),
  permission('LogSourceModify', 'Manage Log Sources', 'Log Sources', 'modify'),
  permission('LogSourceRawDataRead', 'View Log Source Raw Data', 'Log Sources', 'read'),
  permission('LogSourceRead', 'View Log Sources', 'Log Sources', 'read'),
  permission('LookupModify', 'Manage Lookup Tables', 'Lookup Tables', 'modify'),
  permission('LookupRead', 'View Lookup Tables', 'Lookup Tables', 'read'),
  permission('ManageAIResponses', 'Manage AI Responses', 'Panther AI', 'modify'),
  permission('ManageAISkills', 'Manage AI Skills', 'Panther AI', 'modify'),
  permission('ManageScheduledPrompts', 'Manage Scheduled Prompts', 'Panther AI', 'modify'),
  permission('McpServerModify', 'Manage MCP Servers', 'MCP Servers', 'modify'),
  permission('McpServerRead', 'View MCP Servers', 'MCP Servers', 'read'),
  permission('NotificationsSend', 'Send Notifications', 'Notifications', 'run'),
  permission('OrganizationAPITokenModify', 'Manage API Tokens', 'API Tokens', 'modify'),
  permission('OrganizationAPITokenRead', 'Read API Token Info', 'API Tokens', 'read'),
  permission('PolicyModify', 'Manage Policies', 'Policies', 'modify'),
  permission('PolicyRead', 'View Policies', 'Policies', 'read'),
  permission('ResourceModify', 'Manage Cloud Resources', 'Cloud Resources', 'modify'),
  permission('ResourceRead', 'View Cloud Resources', 'Cloud Resources', 'read'),
  permission('RuleModify', 'Manage Rules', 'Rules', 'modify'),
  permission('RuleRead', 'View Rules', 'Rules', 'read'),
  permission('RunPantherAI', 'Run Panther AI', 'Panther AI', 'run'),
  permission('SummaryRead', 'Read Panther Metrics', 'Metrics', 'read'),
  permission('UserModify', 'Manage Users', 'Users and Roles', 'modify'),
  permission('UserRead', 'Read User Info', 'Users and Roles', 'read'),
  permission('ViewAIPrivateResponses', 'View Private AI Responses', 'Panther AI', 'read'),
  permission('ViewAISkills', 'View AI Skills', 'Panther AI', 'read'),
  permission('ViewScheduledPrompts', 'View Scheduled Prompts', 'Panther AI', 'read'),
  permission('AuditLogRead', 'Read the Audit Log', 'Audit Log', 'read'),
  permission('AuditLogModify', 'Manage the Audit Log', 'Audit Log', 'modify'),
  permission('IamRoleRead', 'View IAM Roles', 'IAM Roles', 'read'),
  permission('IamRoleModify', 'Manage IAM Roles', 'IAM Roles', 'modify'),
  permission('AccountRead', 'View AWS Accounts', 'AWS Accounts', 'read'),
  permission('AccountModify', 'Manage AWS Accounts', 'AWS Accounts', 'modify'),
  permission('AccountApprove', 'Approve AWS Accounts', 'AWS Accounts', 'approve'),
  permission('DeploymentRead', 'View Deployments', 'Deployments', 'read'),
  permission('DeploymentModify', 'Manage Deployments', 'Deployments', 'modify'),
  permission('DeploymentApprove', 'Approve Deployments', 'Deployments', 'approve'),
  permission('EnrichmentRead', 'View Enrichment Settings', 'Enrichment', 'read'),
  permission('EnrichmentModify', 'Manage Enrichment Settings', 'Enrichment', 'modify'),
  permission('EnrichmentRun', 'Enrich Log Events', 'Enrichment', 'run'),
];

const KNOWN = new Set([ALL_PERMISSIONS, ...PERMISSIONS.map(({ id }) => id)]);

export const isKnownPermission = (id: string): boolean => KNOWN.has(id);

/** Whether somebody holding `granted` may do what `needed` guards. */
export const permits = (granted: Iterable<string>, needed: string): boolean => {
  for (const id of granted) if (id === needed || id === ALL_PERMISSIONS) return true;
  return false;
};
