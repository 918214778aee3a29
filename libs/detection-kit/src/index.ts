export { SecretRejected } from '@margay/aws';
export { Secret } from '@margay/config';
export {
  type DetectionKit,
  detectionKit,
  type KitServices,
  type SecretOptions,
} from './detection-kit.js';
export { KitConfig } from './kit-config.js';
export { type OpenKit, openKit } from './open-kit.js';
export type { Remembered } from './remembered.js';
export type { AskOptions, Said } from './third-party.js';
