import { fileURLToPath } from 'node:url';

/** The root of the checkout. `src` and `dist` lie equally deep, so both find the same. */
export const CHECKOUT = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '');
