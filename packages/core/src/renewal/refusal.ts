import { WeborcaError, type ErrorDetails } from '../errors.ts';
import { abandonedFileIn } from '../store/unfinished.ts';
import type { Decision } from './decide.ts';
import { outcomeUnknown } from './issue.ts';
import { started, type OpenedVersion, type Session } from './session.ts';

type Unfit = ErrorDetails['issued-certificate-unfit'];

/** The code that a decision not to renew becomes. */
export async function refusalError(
  session: Session,
  inUse: OpenedVersion,
  decision: Exclude<Decision, { action: 'renew' }>,
): Promise<WeborcaError> {
  const { context, certificate, service, memory } = session;
  const { name } = certificate;
  const { commonName, notAfter, notBefore } = inUse.identity.leaf.facts;
  const host = service.api?.host ?? service.name;
  if (decision.action === 'refuse') {
    switch (decision.reason) {
      case 'expired':
        return new WeborcaError('certificate-expired', {
          name,
          commonName,
          notAfter: notAfter.toISOString(),
          site: service.site.href,
        });
      case 'not-renewable':
        return new WeborcaError('certificate-not-renewable', { name, commonName });
      case 'not-yet-valid':
        return new WeborcaError('certificate-not-yet-valid', {
          name,
          notBefore: notBefore.toISOString(),
        });
      case 'superseded':
        return new WeborcaError('issued-certificate-unfit', await supersededBy(session));
    }
  }
  const until = 'until' in decision && decision.until !== null ? decision.until : null;
  const untilText = until === null ? {} : { until: until.toISOString() };
  switch (decision.reason) {
    case 'unfit-before': {
      const path = await lastUnfit(session);
      const details = { reasons: [], ...untilText, ...(path === null ? {} : { path }) };
      return new WeborcaError('issued-certificate-unfit', details);
    }
    case 'outcome-unknown': {
      const { posts } = await memory.attempts();
      const now = context.effects.now();
      return outcomeUnknown(posts.findLast((post) => post.outcomeUnknown)?.at ?? now, until ?? now);
    }
    default:
      return new WeborcaError('service-busy', { host, reason: decision.reason, ...untilText });
  }
}

async function supersededBy({ memory }: Session): Promise<Unfit> {
  const found = await memory.superseded();
  if (found === null) return { reasons: [] };
  const { reasons, path } = found;
  // A store of the system is no place that a file could be taken from.
  return reasons.includes('in-system-store') ? { reasons } : { reasons, path };
}

/** Where the last one that did not pass is kept, if it still is. */
async function lastUnfit({ context, history }: Session): Promise<string | null> {
  const kept = (await history.read()).findLast(({ event }) => event === 'unfit')?.facts['kept'];
  return typeof kept === 'string' ? abandonedFileIn(context.effects, kept) : null;
}

/** The configured endpoint. It is not public, so that there is none is common: the way out is long. */
export function apiOf(session: Session, inUse: OpenedVersion): URL {
  const { service, context } = session;
  if (service.api !== null) return service.api;
  // It is the request that stops here, not the look at whether one is due.
  started(session, 'request');
  throw new WeborcaError('service-not-configured', {
    service: service.name,
    commonName: inUse.identity.leaf.facts.commonName,
    site: service.site.href,
    configPath: context.places.configFile,
  });
}
