/** Shapes of fields that the exact and the short road of reading a configuration share. */

/** A variable's name (POSIX, 8.1). */
export const variablePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** `60s`, `5m` */
export const timePattern = /^([1-9]\d{0,2})([sm])$/;

/** An object's name in Kubernetes (RFC 1123 subdomain). */
export const kubernetesNamePattern = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** A key of a Secret's `data`. */
export const dataKeyPattern = /^[-._A-Za-z0-9]{1,253}$/;
