import type { StarlightUserConfig } from "@astrojs/starlight/types";

/** The order of pages, as readers need them. `site.test.ts` checks that each page is listed. */
export const sidebar: StarlightUserConfig["sidebar"] = [
  { label: "Start", items: ["start/get-started", "start/install"] },
  { label: "Tutorials", items: ["tutorials/labels"] },
  {
    label: "Concepts",
    items: ["concepts/energy", "concepts/partition-function", "concepts/bound"],
  },
  { label: "Results", collapsed: true, items: [{ autogenerate: { directory: "results" } }] },
  { label: "API", collapsed: true, items: [{ autogenerate: { directory: "api" } }] },
];
