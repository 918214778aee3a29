import type { Source } from './range-table.js';

/** What the licences of the data sets ask to be said wherever their data is shown. */
export const ASN_SOURCE: Source = {
  name: '@ip-location-db/asn',
  url: 'https://github.com/sapics/ip-location-db',
  licence: 'CC-BY-4.0',
  attribution:
    'RouteViews (https://www.routeviews.org), DB-IP (https://db-ip.com) and NRO (https://www.nro.net), merged by ip-location-db',
};

export const COUNTRY_SOURCE: Source = {
  name: '@ip-location-db/asn-country',
  url: 'https://github.com/sapics/ip-location-db',
  licence: 'CC0-1.0, its statistics CC-BY-4.0',
  attribution: 'NRO (https://www.nro.net), merged by ip-location-db',
};

export const SPECIAL_PURPOSE_SOURCE: Source = {
  name: 'IANA special-purpose address registries',
  url: 'https://www.iana.org/assignments/iana-ipv4-special-registry',
  licence: 'CC0-1.0',
  attribution: 'IANA',
};
