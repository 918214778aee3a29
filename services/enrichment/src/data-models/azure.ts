import type { JsonObject } from '../json-object.js';
import { compileFieldPath } from './field-path.js';
import { textAt } from './field-text.js';

const category = textAt('category');
const operationName = textAt('operationName');
const servicePrincipal = textAt('$.properties.servicePrincipalName');
const userPrincipal = textAt('$.properties.userPrincipalName');
const errorCode = compileFieldPath('$.properties.status.errorCode');

export function azureActorUser(event: JsonObject): string | undefined {
  switch (category(event) ?? '') {
    case 'ServicePrincipalSignInLogs':
      return servicePrincipal(event);
    case 'SignInLogs':
    case 'NonInteractiveUserSignInLogs':
      return userPrincipal(event);
    default:
      return undefined;
  }
}

export function azureEventType(event: JsonObject): string | undefined {
  if (operationName(event) !== 'Sign-in activity') return undefined;
  return errorCode(event) === 0 ? 'successful_login' : 'failed_login';
}
