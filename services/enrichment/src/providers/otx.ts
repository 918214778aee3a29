import { z } from 'zod';
import { encoded, type Provider, UnexpectedAnswer } from './provider.js';

const PULSES_MAX = 20;
const Pulse = z.object({
  id: z.string(),
  name: z.string(),
  adversary: z.string().nullish(),
  malware_families: z.array(z.unknown()).optional(),
  tags: z.array(z.string()).optional(),
});
const Report = z.object({
  indicator: z.string(),
  validation: z.array(z.unknown()).default([]),
  pulse_info: z.object({
    count: z.number().int().min(0),
    pulses: z.array(Pulse).default([]),
  }),
});

/** The section `general` only: a report with all six costs six calls. @see https://otx.alienvault.com/api */
export const otx: Provider = {
  kinds: ['ip'],
  baseUrl: 'https://otx.alienvault.com',
  cost: 1,
  quota: { windows: [{ kind: 'rolling', seconds: 3_600, limit: 10_000 }] },
  countsSuccessOnly: false,
  request: ({ value }, key) => ({
    path: `/api/v1/indicators/IPv${value.includes(':') ? 6 : 4}/${encoded(value)}/general`,
    headers: { 'x-otx-api-key': key },
  }),
  read: ({ status, json }) => {
    if (status === 404) throw new UnexpectedAnswer();
    const { pulse_info: info, validation, indicator } = Report.parse(json);
    const pulses = info.pulses.slice(0, PULSES_MAX);
    const row = { indicator, count: info.count, pulses };
    if (validation.length > 0) return { verdict: 'benign', row };
    if (info.count === 0) return undefined;
    const isNamed = pulses.some(
      ({ adversary, malware_families: families }) => adversary || families?.length,
    );
    return { verdict: isNamed ? 'malicious' : 'suspicious', row };
  },
};
