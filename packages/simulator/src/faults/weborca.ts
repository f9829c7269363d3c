import {
  type Answer,
  errorAnswer,
  htmlAnswer,
  nginxRefusal,
  type Reply,
} from '../service/replies.ts';
import type { FaultNameOn } from './catalogue.ts';
import { maintenance, notPermitted } from './statuses.ts';

/** WebORCA's reply under a fault; `good` is what it would have said. */
export function spoilWeborca(
  good: Answer,
  fault: FaultNameOn<'weborca'> | null,
  slowMs: number,
): Reply {
  switch (fault) {
    case 'weborca-maintenance':
      return maintenance();
    case 'weborca-refuse':
      return notPermitted();
    case 'weborca-refuse-400':
      return nginxRefusal(true);
    case 'weborca-no-certificate':
      return nginxRefusal(false);
    case 'weborca-filter':
      return filterPage();
    case 'weborca-page':
      return htmlAnswer(200, 'WebORCA');
    case 'weborca-cut':
      return { kind: 'cut' };
    case 'weborca-slow':
      return { ...good, delayMs: slowMs };
    case 'weborca-never':
      return { kind: 'silence' };
    case 'weborca-500':
      return errorAnswer(500, 'Internal Server Error');
    case 'weborca-502':
      return htmlAnswer(502, '502 Bad Gateway');
    case null:
      break;
  }
  return good;
}

/** What a web filter says in place of every server, with status 200. */
export function filterPage(): Answer {
  return htmlAnswer(200, 'This page is blocked');
}
