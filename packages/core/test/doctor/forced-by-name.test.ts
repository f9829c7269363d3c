import { expect, test } from 'vitest';
import { describeFinding } from '../../src/messages/doctor.ts';

/** Copied as it stands, `renew --force` would ask for a certificate for every name there is. */
test.each(['ja', 'en'] as const)(
  'what is copied from the report names its certificate: %s',
  (language) => {
    for (const reason of [
      'rolled-back',
      'in-system-store',
      'key-not-found',
      'tenant-not-shown',
    ] as const) {
      const facts = {
        name: '青葉台 内科',
        path: '/home/花子/新しい 証明書.p12',
        reasons: [reason],
      };
      const { hint } = describeFinding(
        { code: 'certificate-superseded', facts, area: 'certificates', level: 'warning' },
        language,
      );
      expect(hint).not.toContain('renew --force');
      const way =
        reason === 'tenant-not-shown'
          ? 'receive "/home/花子/新しい 証明書.p12" --name "青葉台 内科"'
          : 'weborca-cert renew "青葉台 内科" --force';
      expect(hint).toContain(way);
    }
  },
);
