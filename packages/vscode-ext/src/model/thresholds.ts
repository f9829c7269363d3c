import type { Threshold } from '@weborca-cert/core';

/** ORCA's own client asks at 90 days (guide, WebORCAクライアント). */
export const usualThreshold: Threshold = { unit: 'days', value: 90 };

const dayMs = 86_400_000;

/** The instant from which a threshold holds; never before the certificate begins. */
export function thresholdInstant(
  { notBefore, notAfter }: { readonly notBefore: Date; readonly notAfter: Date },
  threshold: Threshold,
): Date {
  const before =
    threshold.unit === 'days'
      ? threshold.value * dayMs
      : ((notAfter.getTime() - notBefore.getTime()) * threshold.value) / 100;
  return new Date(Math.max(notBefore.getTime(), notAfter.getTime() - before));
}
