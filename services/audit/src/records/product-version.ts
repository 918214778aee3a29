/** Margay's version, which every record carries. */
export const PRODUCT_VERSION = Symbol('product version');
