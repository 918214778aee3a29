/** An AWS of a suite's own: the sandbox, in this process. */
export interface TestSandbox {
  readonly url: string;
  /** `POST /_sandbox/<name>`. @returns its answer */
  order(name: string, body?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

const SANDBOX = new URL('../../../infra/sandbox/dist/index.js', import.meta.url);

export async function startTestSandbox(): Promise<TestSandbox> {
  const { startSandbox } = (await import(SANDBOX.href)) as {
    startSandbox(): Promise<{ readonly url: string; close(): Promise<void> }>;
  };
  const sandbox = await startSandbox();
  return {
    url: sandbox.url,
    close: () => sandbox.close(),
    order: async (name, body = {}) => {
      const response = await fetch(`${sandbox.url}/_sandbox/${name}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      if (!response.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
      return answer;
    },
  };
}
