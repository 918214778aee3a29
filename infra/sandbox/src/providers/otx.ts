import { ok, type Provider } from './provider.js';

const SECTIONS = ['general', 'reputation', 'geo', 'malware', 'url_list', 'passive_dns'];

/** AlienVault OTX: 10,000 an hour; a whole report of an address is six calls. */
export const otx: Provider = {
  limits: [{ kind: 'fixed', seconds: 3_600, limit: 10_000 }],
  countsSuccessOnly: false,
  keyOf: ({ headers }) => headers['x-otx-api-key'],
  doorOf: ({ method, path }) => {
    const [, ip = '', section = ''] =
      /^\/api\/v1\/indicators\/IPv[46]\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (method !== 'GET' || !SECTIONS.includes(section)) return undefined;
    return {
      cost: 1,
      reply: (knows) => {
        const isBad = ['malicious', 'suspicious'].includes(knows(ip));
        if (section !== 'general') return ok({ [section]: [] });
        return ok({
          indicator: ip,
          type: 'IPv4',
          sections: SECTIONS,
          validation: knows(ip) === 'benign' ? [{ source: 'whitelist', name: 'Whitelisted' }] : [],
          pulse_info: {
            count: isBad ? 3 : 0,
            pulses: isBad
              ? [
                  {
                    id: '5f0000000000000000000001',
                    name: 'Example pulse',
                    adversary: knows(ip) === 'malicious' ? 'Example Group' : '',
                    malware_families: knows(ip) === 'malicious' ? ['Example'] : [],
                    tags: ['scanner'],
                  },
                ]
              : [],
          },
        });
      },
    };
  },
  unauthorized: { status: 403, body: { detail: 'Authentication required' } },
  overLimit: () => ({ status: 429, body: { detail: 'Request was throttled.' } }),
};
