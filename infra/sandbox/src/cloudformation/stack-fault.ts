/** When a fault strikes: while a resource is made, changed, deleted, or put back by a rollback. */
export type Phase = 'create' | 'update' | 'delete' | 'rollback';

/** What goes wrong with a resource on purpose. */
export interface StackFault {
  /** Of the root stack; absent: of any. */
  readonly stackName?: string | undefined;
  readonly account?: string | undefined;
  /** Logical ids from the root down: `Onboard.ComplianceRoles.Role`. */
  readonly resource: string;
  readonly phase: Phase;
  readonly kind:
    | 'scp_denial'
    | 'boundary'
    | 'role_denial'
    | 'quota'
    | 'name_conflict'
    | 'hook'
    | 'handler_error'
    | 'not_stabilized'
    | 'custom_resource'
    | 'text'
    | 'slow';
  /** What is denied, `kms:CreateKey`; the hook's or the handler's code. */
  readonly detail?: string | undefined;
  /** The whole reason of a `text`, or the message within the others. */
  readonly message?: string | undefined;
  /** How long it takes until it strikes, in seconds of the stack's own time. */
  readonly afterSeconds?: number | undefined;
  /** How often; absent: every time. */
  readonly times?: number | undefined;
}

/** What a fault does to one resource. */
export interface Struck {
  /** Absent: it only takes its time. */
  readonly reason?: string;
  readonly hook?: { readonly type: string; readonly reason: string };
  /** Whether the resource was made before it failed, so that it has to be deleted. */
  readonly late: boolean;
  readonly afterSeconds?: number;
  /** Counts it as having struck. */
  readonly spend: () => void;
}

export interface FaultyResource {
  readonly rootName: string;
  readonly account: string;
  readonly region: string;
  /** Logical ids from the root down. */
  readonly path: string;
  readonly type: string;
  /** Whoever the stack acts as. */
  readonly principal: string;
  readonly requestToken: string;
}

const handler = (message: string, code: string, { requestToken }: FaultyResource): string =>
  `Resource handler returned message: "${message}" (RequestToken: ${requestToken}, HandlerErrorCode: ${code})`;

const service = ({ type }: FaultyResource): string => type.split('::')[1] ?? 'Custom';

const viaService = (message: string, status: number, about: FaultyResource): string =>
  `${message} (Service: ${service(about)}, Status Code: ${status}, Request ID: ${about.requestToken}) (SDK Attempt Count: 1)`;

const denied = (about: FaultyResource, action: string, why: string): string =>
  viaService(
    `User: ${about.principal} is not authorized to perform: ${action} on resource: * ${why}`,
    403,
    about,
  );

const logicalIdOf = ({ path }: FaultyResource): string => path.split('.').at(-1) ?? '';

/** The reason as AWS writes it. */
function reasonOf(fault: StackFault, about: FaultyResource): string | undefined {
  const { detail, message } = fault;
  const action = detail ?? `${service(about).toLowerCase()}:Create${about.type.split('::').at(-1)}`;
  switch (fault.kind) {
    case 'scp_denial':
      return handler(
        denied(about, action, 'with an explicit deny in a service control policy'),
        'AccessDenied',
        about,
      );
    case 'boundary':
      return handler(
        denied(about, action, `because no permissions boundary allows the ${action} action`),
        'AccessDenied',
        about,
      );
    case 'role_denial':
      return handler(
        denied(about, action, `because no identity-based policy allows the ${action} action`),
        'AccessDenied',
        about,
      );
    case 'quota':
      return handler(
        viaService(message ?? 'The maximum number of VPCs has been reached.', 400, about),
        detail ?? 'ServiceLimitExceeded',
        about,
      );
    case 'name_conflict':
      return `${message ?? `${logicalIdOf(about)} already exists`}`;
    case 'hook':
      return `The following hook(s) failed: [${detail ?? 'Organization::Guard::Hook'}]`;
    case 'handler_error':
      return handler(message ?? 'It went wrong.', detail ?? 'GeneralServiceException', about);
    case 'not_stabilized':
      return handler(message ?? 'Exceeded attempts to wait', detail ?? 'NotStabilized', about);
    case 'custom_resource':
      return `Received response status [FAILED] from custom resource. Message returned: ${message ?? 'See the details in CloudWatch Log Stream: 2026/01/01/[$LATEST]0'} (RequestId: ${about.requestToken})`;
    case 'text':
      return message ?? 'It went wrong.';
    case 'slow':
      return undefined;
  }
}

/** The faults that were ordered. */
export class StackFaults {
  private readonly planned: { readonly fault: StackFault; left: number }[] = [];

  add(fault: StackFault): void {
    this.planned.push({ fault, left: fault.times ?? Infinity });
  }

  clear(): void {
    this.planned.length = 0;
  }

  strike(phase: Phase, about: FaultyResource): Struck | undefined {
    const plan = this.planned.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.phase === phase &&
        fault.resource === about.path &&
        (fault.stackName ?? about.rootName) === about.rootName &&
        (fault.account ?? about.account) === about.account,
    );
    if (!plan) return undefined;
    const { fault } = plan;
    const reason = reasonOf(fault, about);
    return {
      ...(reason === undefined ? {} : { reason }),
      ...(fault.kind === 'hook'
        ? {
            hook: {
              type: fault.detail ?? 'Organization::Guard::Hook',
              reason: fault.message ?? 'The resource does not comply.',
            },
          }
        : {}),
      late: fault.kind === 'not_stabilized' || fault.kind === 'custom_resource',
      ...(fault.afterSeconds === undefined ? {} : { afterSeconds: fault.afterSeconds }),
      spend: () => void plan.left--,
    };
  }
}
