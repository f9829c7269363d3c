import { deployConsumers } from '../consumers/deploy.ts';
import type { ConsumerStatus } from '../consumers/types.ts';
import { WeborcaError } from '../errors.ts';
import { isPowershellBlock } from '../powershell-block.ts';
import { deploymentOf } from '../renewal/consumers.ts';
import { consumerError, noteDeployed } from '../renewal/finish.ts';
import { openVersion } from '../renewal/open-version.ts';
import { errorOf } from '../renewal/result.ts';
import type { Session } from '../renewal/session.ts';
import { givenBy, type Present } from './try-consumer.ts';
import { requireCurrent, withEach } from './current.ts';
import type { Context } from '../context.ts';

export interface Deployed {
  readonly name: string;
  readonly consumers: readonly ConsumerStatus[];
  readonly error?: WeborcaError;
}

/**
 * The same, and what administrator rights are missing for is put in place after one question of the
 * system (UAC). What runs with them is the command that a person would be told, and nothing else of
 * this program or of the configuration.
 *
 * @returns how it stands afterwards
 * @throws WeborcaError `elevation-refused`
 */
export async function deployElevated(
  context: Context,
  names: readonly string[],
  present: Present | undefined,
): Promise<readonly Deployed[]> {
  const { effects } = context;
  const options = { dryRun: false, ...(present === undefined ? {} : { present }) };
  const results = await deploy(context, names, options);
  const commands = results.flatMap(({ consumers }) =>
    // Not the one that grants reading, which nothing would take back.
    consumers.flatMap(({ command = '' }) => (isPowershellBlock(command) ? command : [])),
  );
  if (commands.length === 0 || effects.platform !== 'win32') return results;
  const { elevate } = await import('../rights/elevate.ts');
  const ended = await elevate(effects, [...new Set(commands)].join(';'));
  if (ended === 'declined') throw new WeborcaError('elevation-refused', { declined: true });
  return deploy(context, names, options);
}

/** Brings consumers up to date with the certificate in use, without renewing. */
export async function deploy(
  context: Context,
  names: readonly string[],
  options: { readonly dryRun: boolean; readonly present?: Present },
): Promise<readonly Deployed[]> {
  const given = await givenBy(options.present);
  const work = async (session: Session): Promise<Deployed> => {
    const { name } = session.certificate;
    try {
      const inUse = await openVersion(session, await requireCurrent(session.store, name));
      const consumers = await deployConsumers({
        ...(await deploymentOf(session, inUse)),
        dryRun: options.dryRun,
        ...(given === null ? {} : { given }),
      });
      if (!options.dryRun) await noteDeployed(session, consumers);
      const failed = consumers.filter((consumer) => consumerError(consumer) !== null);
      if (!options.dryRun && failed.length < consumers.length) {
        const told = consumers.map(({ kind, path, state }) => ({ kind, path, state }));
        await session.history.remember('deployed', { consumers: told });
      }
      const error = consumers.map(consumerError).find((one) => one !== null);
      return { name, consumers, ...(error == null ? {} : { error }) };
    } catch (thrown) {
      throw errorOf(thrown, session.folder);
    }
  };
  return withEach(context, names, {
    work,
    failed: (name, error) => ({ name, consumers: [], error }),
    noteAs: options.dryRun ? null : 'deploy',
  });
}
