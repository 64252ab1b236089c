import { existsSync } from "node:fs";
import { join } from "node:path";

/** Something that `pnpm new` can create. */
export interface Kind {
  /** The form of its argument. */
  readonly argument: string;
  /** The suffix of every name, which the templates add to the names that they replace. */
  readonly suffix: string;
  /** The package for its public API and its changeset, if users can see it. */
  packageOf?(place: string): string;
  /** The file with the list that gets its name, and its module as that file imports it. */
  list?(inputs: { readonly place: string; readonly name: string }): {
    readonly file: string;
    readonly module: string;
  };
  /** Returns the path of each file by the name of its template. */
  files(inputs: {
    readonly root: string;
    readonly place: string;
    readonly name: string;
  }): Readonly<Record<string, string>>;
}

export const kinds: Readonly<Record<"structure" | "loss" | "dataset" | "task" | "study", Kind>> = {
  structure: {
    argument: "<topic>/<name>, such as subsets/even-subsets",
    suffix: "",
    packageOf: () => "structures",
    files: ({ place, name }) => pair("structure", `packages/structures/src/${place}/${name}`),
  },
  loss: {
    argument: "<package>/<name>-loss, such as snl/hinge-loss",
    suffix: "-loss",
    packageOf: (place) => place,
    files({ root, place, name }) {
      const src = `packages/${place}/src`;
      const folder = existsSync(join(root, src, "losses")) ? `${src}/losses` : src;
      return pair("loss", `${folder}/${name}`);
    },
  },
  dataset: {
    argument: "<name>, such as two-spirals",
    suffix: "",
    packageOf: () => "datasets",
    files: ({ name }) => pair("dataset", `packages/datasets/src/${name}`),
  },
  task: {
    argument: "<name>, such as regression",
    suffix: "",
    files: ({ name }) => pair("task", `apps/experiments/src/tasks/${name}`),
    list: ({ name }) => ({
      file: "apps/experiments/src/tasks/index.ts",
      module: `./${name}.js`,
    }),
  },
  study: {
    argument: "<paper>/<name>, such as snl/robustness",
    suffix: "",
    files: ({ place, name }) => ({
      "study.ts": `apps/experiments/src/papers/${place}/${name}.study.ts`,
      "study.about.md": `results/${place}/${name}/about.md`,
    }),
    list: ({ place, name }) => ({
      file: "apps/experiments/src/papers/studies.ts",
      module: `./${place}/${name}.study.js`,
    }),
  },
};

function pair(template: string, path: string): Record<string, string> {
  return { [`${template}.ts`]: `${path}.ts`, [`${template}.test.ts`]: `${path}.test.ts` };
}
