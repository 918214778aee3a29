import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line written on behalf of a request says about it. */
export interface RequestContext {
  readonly requestId: string;
  readonly actor?: { readonly type: string; readonly id: string };
  readonly traceparent?: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and everything that it waits for, on behalf of a request. */
export const inRequest = <Result>(context: RequestContext, work: () => Result): Result =>
  storage.run(context, work);

export const currentRequest = (): RequestContext | undefined => storage.getStore();
