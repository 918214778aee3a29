import { z } from 'zod';

const text = z.string().min(1);
const int = z.int();
const object = z.record(z.string(), z.unknown());
const oneOf =
  (...names: string[]) =>
  (value: object) =>
    names.some((name) => name in value);

const user = z
  .strictObject({
    uid: text,
    name: text,
    email_addr: z.email(),
    credential_uid: text,
    domain: text,
    full_name: text,
    type: text,
    type_id: z.union([z.literal([0, 1, 2, 3, 4]), z.literal(99)]),
  })
  .partial()
  .refine(oneOf('account', 'name', 'uid'), 'At least one of account, name and uid.');

const endpoint = z
  .strictObject({
    ip: z.union([z.ipv4(), z.ipv6()]),
    name: text,
    hostname: text,
    uid: text,
    svc_name: text,
    instance_uid: text,
    port: int,
  })
  .partial()
  .refine(oneOf('ip', 'name', 'hostname', 'uid', 'svc_name', 'instance_uid'), 'It is nobody.');

/**
 * The published attributes of class API Activity (6003) in OCSF 1.5.0, as far as audit records could
 * use them: which there are, of which type, and which are required. Others are refused.
 * Source: schema.ocsf.io, classes/api_activity and its objects.
 */
export const ApiActivity = z
  .strictObject({
    activity_id: z.literal([0, 1, 2, 3, 4, 99]),
    activity_name: text.optional(),
    category_uid: z.literal(6),
    category_name: z.literal('Application Activity').optional(),
    class_uid: z.literal(6003),
    class_name: z.literal('API Activity').optional(),
    type_uid: int,
    type_name: text.optional(),
    severity_id: z.literal([0, 1, 2, 3, 4, 5, 6, 99]),
    severity: text.optional(),
    status_id: z.literal([0, 1, 2, 99]).optional(),
    status: text.optional(),
    status_code: text.optional(),
    status_detail: text.optional(),
    time: int.min(1_000_000_000_000),
    message: text.optional(),
    metadata: z.strictObject({
      version: z.literal('1.5.0'),
      product: z
        .strictObject({ name: text, vendor_name: text, version: text, uid: text })
        .partial()
        .refine(oneOf('name', 'uid'), 'A product has a name or an id.'),
      uid: text.optional(),
      sequence: int.optional(),
      correlation_uid: text.optional(),
      event_code: text.optional(),
      log_name: text.optional(),
      log_provider: text.optional(),
      original_time: text.optional(),
      logged_time: int.optional(),
      labels: z.array(text).optional(),
    }),
    actor: z
      .strictObject({ user, app_name: text, app_uid: text, invoked_by: text, session: object })
      .partial()
      .refine(
        oneOf('user', 'app_name', 'app_uid', 'invoked_by', 'process', 'session'),
        'It is nobody.',
      ),
    api: z.strictObject({
      operation: text,
      version: text.optional(),
      service: object.optional(),
      request: z.strictObject({ uid: text, data: object.optional() }).optional(),
      response: z
        .strictObject({ error: text, error_message: text, code: int, message: text, data: object })
        .partial()
        .optional(),
    }),
    src_endpoint: endpoint,
    dst_endpoint: endpoint.optional(),
    http_request: z
      .strictObject({ user_agent: text, x_forwarded_for: z.array(z.union([z.ipv4(), z.ipv6()])) })
      .partial()
      .optional(),
    resources: z
      .array(z.strictObject({ uid: text, name: text, type: text, data: object }).partial())
      .optional(),
    unmapped: object.optional(),
  })
  .refine(({ class_uid, activity_id, type_uid }) => type_uid === class_uid * 100 + activity_id, {
    error: 'A type is its class and its activity.',
    path: ['type_uid'],
  });
