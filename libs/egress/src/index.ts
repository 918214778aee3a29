export { Egress, type EgressOptions, EgressRefused, type EgressRequest } from './egress.js';
export { isPublicAddress } from './public-address.js';
