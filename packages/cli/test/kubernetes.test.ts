import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { cronJob, manifests, mountsOf, podOf, type Manifest } from './e2e/support/manifests.ts';
import { haveCounterparts } from '../../core/test/support/counterparts.ts';
import { leftOut } from '../../core/test/support/left-out.ts';
import { blocksOfKind } from './support/page-blocks.ts';

// The fields that these objects may have, as Kubernetes 1.31 knows them, and no others: a field with
// a typing error in its name is one that the cluster does not heed. Values are held where they are
// what the documents promise.
const text = { type: 'string', minLength: 1 };
const flag = { type: 'boolean' };
const whole = { type: 'integer', minimum: 0 };
const listOf = (items: object) => ({ type: 'array', items, minItems: 1 });
const is = (value: unknown) => ({ const: value });
const object = (required: object, optional: object = {}) => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});
const labels = { type: 'object', additionalProperties: text };
const metadata = object({ name: text, namespace: is('weborca-cert') }, { labels });
const quantity = { type: 'string', pattern: '^[0-9]+(m|Mi|Gi)?$' };
const resources = object({
  requests: object({ cpu: quantity, memory: quantity }),
  limits: object({ memory: quantity }),
});

const container = object({
  name: text,
  image: text,
  args: listOf(text),
  env: listOf(object({ name: text, value: text })),
  securityContext: object({
    allowPrivilegeEscalation: is(false),
    readOnlyRootFilesystem: is(true),
    capabilities: object({ drop: is(['ALL']) }),
  }),
  resources,
  volumeMounts: listOf(object({ name: text, mountPath: { type: 'string', pattern: '^/' } })),
});

const volume = {
  oneOf: [
    object({ name: text, persistentVolumeClaim: object({ claimName: text }) }),
    object({ name: text, emptyDir: object({ medium: is('Memory'), sizeLimit: quantity }) }),
  ],
};

const pod = object({
  hostname: text,
  restartPolicy: is('Never'),
  terminationGracePeriodSeconds: whole,
  serviceAccountName: is('weborca-cert'),
  automountServiceAccountToken: flag,
  securityContext: object({
    runAsNonRoot: is(true),
    runAsUser: { type: 'integer', minimum: 1 },
    runAsGroup: { type: 'integer', minimum: 1 },
    fsGroup: { type: 'integer', minimum: 1 },
    fsGroupChangePolicy: is('OnRootMismatch'),
    seccompProfile: object({ type: is('RuntimeDefault') }),
  }),
  containers: { ...listOf(container), maxItems: 1 },
  volumes: listOf(volume),
});

const job = object({
  backoffLimit: whole,
  podReplacementPolicy: is('Failed'),
  podFailurePolicy: object({
    rules: listOf({
      oneOf: [
        object({
          action: is('Ignore'),
          onPodConditions: listOf(object({ type: is('DisruptionTarget'), status: is('True') })),
        }),
        object({
          action: is('FailJob'),
          onExitCodes: object({ containerName: text, operator: is('In'), values: listOf(whole) }),
        }),
      ],
    }),
  }),
  activeDeadlineSeconds: whole,
  template: object({ metadata: object({ labels }), spec: pod }),
});

const claim = (name: object, mode: string) =>
  object({
    apiVersion: is('v1'),
    kind: text,
    metadata: object({ name, namespace: is('weborca-cert') }),
    spec: object({
      accessModes: is([mode]),
      storageClassName: text,
      resources: object({ requests: object({ storage: quantity }) }),
    }),
  });

const kinds: Readonly<Record<string, object>> = {
  Namespace: object({
    apiVersion: is('v1'),
    kind: text,
    metadata: object({
      name: is('weborca-cert'),
      labels: object({ 'pod-security.kubernetes.io/enforce': is('restricted') }),
    }),
  }),
  PersistentVolumeClaim: {
    // What others write to as well is the folder of the published status, and nothing else.
    oneOf: [
      claim({ enum: ['weborca-cert', 'weborca-cert-backups'] }, 'ReadWriteOncePod'),
      claim(is('weborca-cert-status'), 'ReadWriteMany'),
    ],
  },
  Secret: object({ apiVersion: is('v1'), kind: text, metadata, type: is('Opaque') }),
  ServiceAccount: object({
    apiVersion: is('v1'),
    kind: text,
    metadata,
    automountServiceAccountToken: is(false),
  }),
  Role: object({
    apiVersion: is('rbac.authorization.k8s.io/v1'),
    kind: text,
    metadata,
    rules: is([
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: ['weborca-client-certificate'],
        verbs: ['patch'],
      },
    ]),
  }),
  RoleBinding: object({
    apiVersion: is('rbac.authorization.k8s.io/v1'),
    kind: text,
    metadata,
    roleRef: object({
      apiGroup: is('rbac.authorization.k8s.io'),
      kind: is('Role'),
      name: is('weborca-cert'),
    }),
    subjects: is([{ kind: 'ServiceAccount', name: 'weborca-cert', namespace: 'weborca-cert' }]),
  }),
  CronJob: object({
    apiVersion: is('batch/v1'),
    kind: text,
    metadata,
    spec: object({
      schedule: text,
      timeZone: is('Asia/Tokyo'),
      concurrencyPolicy: is('Forbid'),
      startingDeadlineSeconds: whole,
      successfulJobsHistoryLimit: whole,
      failedJobsHistoryLimit: whole,
      jobTemplate: object({ spec: job }),
    }),
  }),
};

const read = manifests();
const objects: readonly Manifest[] = read ?? [];

describe.skipIf(read === null)(`the manifests${leftOut(read !== null, 'no python3-yaml')}`, () => {
  test.each(objects.map((one) => [`${one.kind} ${one.metadata.name}`, one] as const))(
    '%s has the fields that there are, and the values that are promised',
    (_, one) => {
      const validate = new Ajv2020().compile(kinds[one.kind] ?? false);
      validate(one);
      expect(validate.errors ?? []).toEqual([]);
    },
  );

  test('there is one of each kind but for the claims', () => {
    expect(objects.map(({ kind }) => kind).toSorted()).toEqual(
      [...Object.keys(kinds), 'PersistentVolumeClaim', 'PersistentVolumeClaim'].toSorted(),
    );
  });

  test('what is mounted is there, and what is there is mounted', () => {
    const spec = podOf(cronJob);
    const claims = objects
      .filter(({ kind }) => kind === 'PersistentVolumeClaim')
      .map(({ metadata: { name } }) => name);
    const volumes: readonly { name: string; persistentVolumeClaim?: { claimName: string } }[] =
      JSON.parse(JSON.stringify('volumes' in spec ? spec.volumes : []));
    const mounted = spec.containers.flatMap(({ volumeMounts }) => volumeMounts);
    expect(mounted.map(({ name }) => name).toSorted()).toEqual(
      volumes.map(({ name }) => name).toSorted(),
    );
    expect(volumes.flatMap((one) => one.persistentVolumeClaim?.claimName ?? []).toSorted()).toEqual(
      claims.toSorted(),
    );
    const variables = new Map(spec.containers[0]?.env.map(({ name, value }) => [name, value]));
    expect(variables.get('WEBORCA_CERT_VOLUME')).toBe('exclusive');
    expect(variables.get('WEBORCA_CERT_HOME')).toMatch(/^\/data\/./);
    expect(mounted.map(({ mountPath }) => mountPath)).toContain(variables.get('HOME'));
  });

  test.each(['docs/fleet.md', 'docs/fleet.ja.md'])('%s publishes where a share is', (page) => {
    const [, folder = ''] =
      /"publish": "(\/[^/"]+)"/.exec(blocksOfKind(page, 'jsonc').join('')) ?? [];
    const mount = mountsOf(podOf(cronJob)).find(({ mountPath }) => mountPath === folder);
    expect(mount).toMatchObject({ name: 'status' });
  });
});

test('the image runs as the user of the manifests, and starts what they start', () => {
  const file = path.resolve(import.meta.dirname, '../../../deploy/kubernetes/Containerfile');
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines).toContain('USER 10001:10001');
  expect(lines).toContain('CMD ["renew", "--all", "--scheduled"]');
  // `u=rwX`, which Docker takes, ends Podman's build.
  for (const [, mode = ''] of lines.join('\n').matchAll(/--chmod=(\S+)/g))
    expect(mode).toMatch(/^[0-7]{4}$/);
  if (read === null) return;
  const { securityContext, containers } = podOf(cronJob);
  expect(securityContext).toMatchObject({ runAsUser: 10_001, runAsGroup: 10_001 });
  expect(containers[0]?.args).toEqual(['renew', '--all', '--scheduled']);
});

const sees = read !== null && haveCounterparts('jq');
const unseen = leftOut(sees, read === null ? 'no PyYAML' : 'no jq');

test.runIf(sees).each(['docs/fleet.md', 'docs/fleet.ja.md'])(
  `the pod for setting up waits, and begins no run: %s${unseen}`,
  (page) => {
    const [, filter = ''] = /jq '([^']+)'/.exec(blocksOfKind(page, 'sh').join('\n')) ?? [];
    // A job of a CronJob has its template as it is.
    const setup = { spec: { template: { spec: podOf(cronJob) } } };
    const made = execFileSync('jq', [filter], { input: JSON.stringify(setup), encoding: 'utf8' });
    const [waiting] = JSON.parse(made).spec.template.spec.containers;
    expect(waiting.command).toEqual(['sleep', '3600']);
    expect(waiting).not.toHaveProperty('args');
    expect(waiting.volumeMounts).toEqual(podOf(cronJob).containers[0]?.volumeMounts);
  },
);
