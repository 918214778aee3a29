export type { Order, OrderBody } from './control.js';
export { type Sandbox, startSandbox } from './server.js';
