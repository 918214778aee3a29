import { randomUUID } from 'node:crypto';
import type { AwsError } from './aws-error.js';

/** The fields of a form as AWS's Query protocol numbers them: `ActionNames.member.1`. */
export type QueryParameters = ReadonlyMap<string, string>;

export const parametersOf = (body: string): QueryParameters => new Map(new URLSearchParams(body));

/** `prefix.member.1`, `prefix.member.2`, … */
export function listOf(parameters: QueryParameters, prefix: string): readonly string[] {
  const found: string[] = [];
  for (let index = 1; ; index++) {
    const value = parameters.get(`${prefix}.member.${index}`);
    if (value === undefined) return found;
    found.push(value);
  }
}

/** The flat structures of a list, `Tags.member.1.Key`, each with the fields that it has. */
export function structuresOf(
  parameters: QueryParameters,
  prefix: string,
): readonly Readonly<Record<string, string>>[] {
  const found: Record<string, string>[] = [];
  const form = new RegExp(`^${prefix}\\.member\\.(\\d{1,4})\\.(\\w+)$`);
  for (const [key, value] of parameters) {
    const [, index, field = ''] = form.exec(key) ?? [];
    if (index !== undefined) (found[Number(index)] ??= {})[field] = value;
  }
  return found.filter((each) => each !== undefined);
}

/** `ContextEntries.member.1.ContextKeyName` and its values. */
export function contextOf(parameters: QueryParameters): Record<string, readonly string[]> {
  const context: Record<string, readonly string[]> = {};
  for (let index = 1; ; index++) {
    const entry = `ContextEntries.member.${index}`;
    const name = parameters.get(`${entry}.ContextKeyName`);
    if (name === undefined) return context;
    context[name] = listOf(parameters, `${entry}.ContextKeyValues`);
  }
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const element = (name: string, value: unknown, of = 'member'): string => {
  const inside = Array.isArray(value)
    ? value.map((each) => element(of, each, of)).join('')
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([key, each]) => (each === undefined ? '' : element(key, each, of)))
          .join('')
      : escaped(String(value));
  return `<${name}>${inside}</${name}>`;
};

export const answerXml = (action: string, namespace: string, result: object): string =>
  `<${action}Response xmlns="${namespace}">${element(`${action}Result`, result)}${element(
    'ResponseMetadata',
    { RequestId: randomUUID() },
  )}</${action}Response>`;

/** EC2 has no envelope around its answers, and items for members. */
export const ec2AnswerXml = (action: string, namespace: string, result: object): string =>
  element(`${action}Response`, { requestId: randomUUID(), ...result }, 'item').replace(
    '>',
    ` xmlns="${namespace}">`,
  );

export const ec2ErrorXml = ({ code, message }: AwsError): string =>
  element('Response', {
    Errors: { Error: { Code: code, Message: message } },
    RequestID: randomUUID(),
  });

/** S3 has no envelope around its errors. */
export const bareErrorXml = ({ code, message }: AwsError): string =>
  element('Error', { Code: code, Message: message, RequestId: randomUUID() });

export const errorXml = ({ code, message, status }: AwsError, namespace: string): string =>
  `<ErrorResponse xmlns="${namespace}">${element('Error', {
    Type: status >= 500 ? 'Receiver' : 'Sender',
    Code: code,
    Message: message,
  })}${element('RequestId', randomUUID())}</ErrorResponse>`;
