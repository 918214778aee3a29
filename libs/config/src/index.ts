export { ConfigError, loadConfig, parseConfig } from './load-config.js';
export { list, type Pepper, Peppers, port, secret, url, urls } from './pieces.js';
export { processConfig, processEnvironment } from './process-environment.js';
export { Secret } from './secret.js';
