import type { Feeds } from "@ebm/trace";

/** A model, loaded in some runtime. */
export type Run = (feeds: Feeds) => Feeds | Promise<Feeds>;
