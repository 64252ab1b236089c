import { readFileSync } from "node:fs";
import { unified } from "@astrojs/markdown-remark";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import { dropComments } from "./src/markdown/drop-comments.js";
import { pageLinks } from "./src/markdown/page-links.js";
import { playgrounds } from "./src/markdown/playgrounds.js";
import { scrollableBlocks } from "./src/markdown/scrollable-blocks.js";
import { sidebar } from "./src/sidebar.js";

/** The path below which a host serves the site, such as `/ebm`. */
const base = process.env.DOCS_BASE ?? "/";

/** The address of the repository, once the owner has filled it in. */
const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
const address: string = JSON.parse(manifest).repository.url.replace(/^git\+|\.git$/g, "");
const social = address.includes("OWNER")
  ? []
  : [{ icon: "github" as const, label: "Repository", href: address }];

export default defineConfig({
  base,
  ...(process.env.DOCS_SITE ? { site: process.env.DOCS_SITE } : {}),
  trailingSlash: "always",
  markdown: {
    processor: unified({
      remarkPlugins: [remarkMath, dropComments],
      rehypePlugins: [rehypeKatex, [pageLinks, { base }], playgrounds, scrollableBlocks],
    }),
  },
  integrations: [
    starlight({
      title: "ebm",
      description: "Energy-based models in TypeScript, trained without Markov chains.",
      customCss: ["katex/dist/katex.min.css", "./src/styles/site.css"],
      sidebar,
      social,
      tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
    }),
  ],
});
