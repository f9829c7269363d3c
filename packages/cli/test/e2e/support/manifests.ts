import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const file = path.resolve(
  import.meta.dirname,
  '../../../../../deploy/kubernetes/weborca-cert.yaml',
);

/** What the tests read of the objects; `kubernetes.test.ts` holds all of them against a schema. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: object;
}

export interface PodSpec {
  readonly hostname: string;
  readonly containers: readonly {
    readonly args: readonly string[];
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  }[];
  readonly securityContext: { readonly runAsUser?: number; readonly runAsGroup?: number };
}

export interface CronJob extends Manifest {
  readonly spec: {
    readonly jobTemplate: { readonly spec: { readonly template: { readonly spec: PodSpec } } };
  };
}

/** As another language's parser of YAML reads them; null: Python's is not here. */
export function manifests(): readonly Manifest[] | null {
  const program = 'import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(sys.stdin))))';
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', program], {
    input: readFileSync(file),
    encoding: 'utf8',
  });
  if (status !== 0) return null;
  const read: readonly Manifest[] = JSON.parse(stdout);
  return read;
}

function isCronJob(manifest: Manifest): manifest is CronJob {
  return manifest.kind === 'CronJob';
}

export const cronJob: CronJob | null = manifests()?.find(isCronJob) ?? null;

export function podOf(job: CronJob | null): PodSpec {
  if (job === null) throw new Error('the manifests cannot be read');
  return job.spec.jobTemplate.spec.template.spec;
}

export function mountsOf({ containers }: PodSpec): PodSpec['containers'][number]['volumeMounts'] {
  return containers.flatMap(({ volumeMounts }) => volumeMounts);
}
