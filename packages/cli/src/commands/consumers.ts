import {
  addConsumer,
  listConsumers,
  nameMeant,
  removeConsumer,
  tickConsumers,
  type ConsumerStatus,
} from '@weborca-cert/core';
import { many, one } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type ReportOf } from '../command.ts';
import { readConsumerFields } from '../consumer-fields.ts';
import { offerRights } from '../dialogues/rights.ts';
import { exitCodes } from '../exit-codes.ts';
import { keyPasswordField, keyPasswordSource, passwordFields, withPassword } from '../passwords.ts';
import { consumersJson } from '../render/json.ts';
import { renderConsumers } from '../render/statuses.ts';
import { openContext, type Session } from '../session.ts';

export const consumersList = command({
  name: 'consumers list',
  takes: { name: one('N') },
  async run({ name: typed }, session) {
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    return told(name, await listConsumers(context, name), session);
  },
});

export const consumersAdd = command({
  name: 'consumers add',
  takes: {
    name: one('N'),
    kind: one('KIND'),
    fields: many('FIELD=VALUE'),
    ...keyPasswordField,
    ...passwordFields,
  },
  async run({ name: typed, kind, fields, ...passwords }, session) {
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const entry = { ...readConsumerFields(fields), kind };
    const path = 'path' in entry && typeof entry.path === 'string' ? entry.path : kind;
    const key = keyPasswordSource(passwords, session, path);
    await withPassword(passwords, session, path, (password) =>
      addConsumer(context, name, entry, { password, ...key }),
    );
    await offerRights(context, name, session);
    const { deployHint } = session.text.using;
    const report = told(name, await listConsumers(context, name), session);
    return { ...report, text: `${report.text}\n\n${deployHint(name)}`, whenQuiet: '' };
  },
});

export const consumersRemove = command({
  name: 'consumers remove',
  takes: { name: one('N'), consumer: one('CONSUMER') },
  async run({ name: typed, consumer }, session) {
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const removed = await removeConsumer(context, name, consumer);
    if (removed === 0) throw usageError('consumer-unknown', consumer);
    return { ...told(name, await listConsumers(context, name), session), whenQuiet: '' };
  },
});

export const consumersDone = command({
  name: 'consumers done',
  takes: { name: one('N'), labels: many('CONSUMER') },
  async run({ name: typed, labels }, session) {
    const context = openContext(session);
    const name = await nameMeant(context, typed);
    const ticked = await tickConsumers(context, name, labels.length === 0 ? null : labels);
    const missing = labels.find((label) => !ticked.includes(label));
    if (missing !== undefined) throw usageError('consumer-unknown', missing);
    return { ...told(name, await listConsumers(context, name), session), whenQuiet: '' };
  },
});

function told(
  name: string,
  consumers: readonly ConsumerStatus[],
  session: Session,
): ReportOf<'consumers list'> {
  return {
    exitCode: exitCodes.done,
    json: { name, consumers: consumersJson(consumers) },
    text:
      consumers.length === 0
        ? session.text.using.noConsumers(name)
        : renderConsumers(consumers, session),
  };
}
