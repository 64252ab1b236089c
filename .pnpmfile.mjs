export const hooks = {
  /** `@ebm/source` leads to src, which is not in the tarball: it is for this workspace alone. */
  beforePacking(manifest) {
    for (const target of Object.values(manifest.exports ?? {})) delete target["@ebm/source"];
    return manifest;
  },
};
