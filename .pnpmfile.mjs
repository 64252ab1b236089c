import { existsSync, readFileSync } from "node:fs";

const root = new URL("./", import.meta.url);

export const hooks = {
  /** Completes the manifest of a package that is packed or published. */
  beforePacking(manifest) {
    // It leads to src, which is not in the tarball: it is for this workspace alone.
    for (const target of Object.values(manifest.exports ?? {})) delete target["@ebm/source"];
    for (const target of Object.values(manifest.imports ?? {})) delete target["@ebm/source"];

    // The address is in the manifest of the workspace alone, which the owner fills in.
    const { repository } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
    const address = repository.url.replace(/^git\+|\.git$/g, "");
    const name = manifest.name.split("/")[1];
    const folder = existsSync(new URL(`packages/${name}`, root)) ? "packages" : "apps";
    const directory = `${folder}/${name}`;
    const { scripts: _, ...rest } = manifest; // scripts are for this workspace
    return {
      ...rest,
      repository: { ...repository, directory },
      homepage: `${address}/tree/main/${directory}#readme`,
      bugs: { url: `${address}/issues` },
      publishConfig: { access: "public", provenance: true, ...rest.publishConfig },
    };
  },
};
