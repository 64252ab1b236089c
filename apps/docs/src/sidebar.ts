import type { StarlightUserConfig } from "@astrojs/starlight/types";

/** The order of pages, as readers need them. A test checks that it lists each page. */
export const sidebar: StarlightUserConfig["sidebar"] = [
  { label: "Start", items: ["start/get-started", "start/install"] },
  {
    label: "Tables",
    items: [
      "tutorials/labels",
      "tutorials/rankings",
      "tutorials/densities",
      "tutorials/regression",
      "tutorials/bits",
    ],
  },
  {
    label: "Your own models",
    items: [
      "tutorials/own-energy",
      "tutorials/own-structure",
      "tutorials/own-prior",
      "tutorials/cnn-energy",
      "tutorials/pytorch-to-browser",
      "tutorials/sweeps",
    ],
  },
  {
    label: "Concepts",
    items: [
      "concepts/energy",
      "concepts/partition-function",
      "concepts/bound",
      "concepts/proposals",
      "concepts/trust-log-z",
      "concepts/certificates",
    ],
  },
  {
    label: "How to",
    items: [
      "how-to/read-a-table",
      "how-to/serve",
      "how-to/stop-and-resume",
      "how-to/files",
      "how-to/troubleshooting",
    ],
  },
  {
    label: "Coming from",
    items: [
      "coming-from/scikit-learn",
      "coming-from/pytorch",
      "coming-from/torchebm",
      "coming-from/tensorflow-js",
    ],
  },
  { label: "Results", collapsed: true, items: [{ autogenerate: { directory: "results" } }] },
  { label: "API", collapsed: true, items: [{ autogenerate: { directory: "api" } }] },
];
