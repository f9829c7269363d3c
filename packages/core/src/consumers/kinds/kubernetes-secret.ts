import * as v from 'valibot';
import { encryptedKeyPem, identityToPem } from '../../pkcs12/pem.ts';
import { kindOf, object, oneOf, text } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { outcomeOf } from '../outcome.ts';
import { runTool } from '../../programs/tool.ts';
import type { Material } from '../types.ts';

const name = (description: string) =>
  v.pipe(
    v.string('a-z 0-9 . -'),
    v.regex(kubernetesNamePattern, 'a-z 0-9 . -'),
    v.description(description),
  );

const dataKey = (description: string) =>
  v.pipe(
    v.string('A-Z a-z 0-9 . _ -'),
    v.regex(dataKeyPattern, 'A-Z a-z 0-9 . _ -'),
    v.description(description),
  );

/** An object's name in Kubernetes (RFC 1123 subdomain). */
const kubernetesNamePattern = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/** A key of a Secret's `data`. */
const dataKeyPattern = /^[-._A-Za-z0-9]{1,253}$/;

const schema = v.strictObject(
  {
    kind: kindOf('kubernetes-secret', 'A Secret in a Kubernetes cluster, through kubectl'),
    name: name('Name of the Secret'),
    namespace: v.optional(name('Namespace; default: the context has one')),
    context: v.optional(text('Context of the kubeconfig; default: the current one')),
    type: v.optional(
      oneOf(['Opaque', 'kubernetes.io/tls'], 'Opaque: .p12 and password; kubernetes.io/tls: PEM'),
    ),
    keys: v.optional(
      v.strictObject(
        {
          p12: v.optional(dataKey('default: certificate.p12')),
          password: v.optional(dataKey('default: password')),
          certificate: v.optional(dataKey('The certificate as PEM')),
          key: v.optional(dataKey('The key as PEM, encrypted under the password')),
        },
        object,
      ),
    ),
  },
  object,
);

type Entry = v.InferOutput<typeof schema>;

/**
 * A Secret in a cluster. The manifest goes in on standard input, applied by the server: the client's
 * way would copy the whole Secret into an annotation (`last-applied-configuration`).
 */
export const kubernetesSecret = defineKind(
  {
    schema,
    words: { en: 'Kubernetes secret', ja: 'Kubernetes の Secret' },
    keeps: {
      en: 'a Secret',
      ja: 'Secret',
    },
    changes: {
      en: 'the Secret, applied by the server',
      ja: 'Secret (サーバー側で適用する)',
    },
  },
  (entry) => ({
    form: 'action',
    kind: 'kubernetes-secret',
    place: [entry.context, entry.namespace, entry.name]
      .filter((part) => part !== undefined)
      .join('/'),
    followsFiles: false,
    async run({ effects, material }) {
      const result = await runTool(effects, 'kubectl', {
        args: argumentsFor(entry),
        stdin: manifestFor(entry, material),
      });
      return outcomeOf(result, [material.password]);
    },
  }),
);

export function argumentsFor({ context, namespace }: Entry): readonly string[] {
  return [
    'apply',
    ...(context === undefined ? [] : ['--context', context]),
    ...(namespace === undefined ? [] : ['--namespace', namespace]),
    ...['--server-side', '--force-conflicts', '--field-manager=weborca-cert', '--filename=-'],
  ];
}

/** Kubernetes API, core/v1 Secret: the values of `data` are base64. */
export function manifestFor(entry: Entry, material: Material): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: entry.name,
      ...(entry.namespace === undefined ? {} : { namespace: entry.namespace }),
    },
    type: entry.type ?? 'Opaque',
    data: entry.type === 'kubernetes.io/tls' ? tlsData(material) : opaqueData(entry, material),
  });
}

function tlsData({ identity }: Material): Record<string, string> {
  const { certificate, key } = identityToPem(identity);
  return { 'tls.crt': base64(certificate), 'tls.key': base64(key.reveal()) };
}

function opaqueData({ keys = {} }: Entry, { p12, password, identity }: Material) {
  return {
    [keys.p12 ?? 'certificate.p12']: Buffer.from(p12).toString('base64'),
    [keys.password ?? 'password']: base64(password.reveal()),
    ...(keys.certificate === undefined
      ? {}
      : { [keys.certificate]: base64(identityToPem(identity).certificate) }),
    ...(keys.key === undefined
      ? {}
      : { [keys.key]: base64(encryptedKeyPem(identity, password).reveal()) }),
  };
}

function base64(value: string): string {
  return Buffer.from(value, 'utf8').toString('base64');
}
