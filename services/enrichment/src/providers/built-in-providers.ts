import { abuseipdb } from './abuseipdb.js';
import { greynoise, greynoiseCommunity } from './greynoise.js';
import { ipinfo } from './ipinfo.js';
import { otx } from './otx.js';
import type { Provider } from './provider.js';
import { shodan } from './shodan.js';
import { urlscan } from './urlscan.js';
import { virustotal } from './virustotal.js';

/** The providers whose ways are known, by the name of their way. */
export const BUILT_IN_PROVIDERS: Readonly<Record<string, Provider>> = {
  virustotal,
  greynoise,
  greynoise_community: greynoiseCommunity,
  abuseipdb,
  ipinfo,
  shodan,
  otx,
  urlscan,
};
