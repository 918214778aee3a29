/** `AWS.*` of `AWS.CloudTrail`. */
export const familyOf = (logType: string): string => logType.replace(/\..*$/s, '.*');
