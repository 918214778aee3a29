import { type DetectionKit, SecretRejected } from '../index.js';

/** An event as a detection sees it: a field by its name in the unified data model. */
export interface DetectionEvent {
  udm(field: string): unknown;
}

const TIMEOUT_MS = 3_000;
const SECRET = 'panther-secrets/virus-total';

interface Report {
  readonly data?: { readonly attributes?: { readonly last_analysis_stats?: unknown } };
}

/**
 * What VirusTotal last said about an event's source address, for the alert. It never fails an alert:
 * without an answer there is an alert with less in it.
 *
 * @see https://docs.virustotal.com/reference/ip-info
 */
export async function alertContext(
  event: DetectionEvent,
  { withStoredSecret }: Pick<DetectionKit, 'withStoredSecret'>,
  baseUrl = 'https://www.virustotal.com',
): Promise<Record<string, unknown>> {
  const address = event.udm('source_ip');
  if (typeof address !== 'string') return {};
  try {
    const lastAnalysisStats = await withStoredSecret(
      SECRET,
      async (key, signal) => {
        const url = new URL(`/api/v3/ip_addresses/${encodeURIComponent(address)}`, baseUrl);
        const response = await fetch(url, {
          headers: { 'x-apikey': key.reveal() },
          signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        });
        if (response.status === 401 || response.status === 403) throw new SecretRejected();
        if (!response.ok) throw new Error(`VirusTotal answered ${response.status}.`);
        const report = (await response.json()) as Report;
        return report.data?.attributes?.last_analysis_stats ?? null;
      },
      { key: 'api_key' },
    );
    return { lastAnalysisStats };
  } catch (error) {
    return { virusTotal: error instanceof Error ? error.message : 'no answer' };
  }
}
