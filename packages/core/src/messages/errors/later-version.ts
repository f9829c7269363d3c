import type { ErrorDetails } from '../../errors.ts';
import { argument, t } from '../text.ts';

type Later = ErrorDetails['verification-failed']['later'];

/** Where the one in use is refused, and a person went back to it: how to go forward again. */
export const useLater = {
  ja: (later: Later) =>
    later === undefined
      ? undefined
      : t`保管庫により新しい証明書があります。使うには: weborca-cert rollback ${argument(later.name)} ${argument(later.version)}`,
  en: (later: Later) =>
    later === undefined
      ? undefined
      : t`The store has a newer certificate. To use it: weborca-cert rollback ${argument(later.name)} ${argument(later.version)}`,
};
