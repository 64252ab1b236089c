import { EbmError } from "@ebm/core";
import type { Feeds } from "@ebm/trace";

/** Selects feeds by name. All names must exist. */
export function pickFeeds(
  [where, from]: readonly [where: string, from: string],
  feeds: Feeds,
  names: readonly string[],
): Feeds {
  const missing = names.find((name) => !feeds[name]);
  if (missing !== undefined) {
    const given = Object.keys(feeds).join(", ") || "nothing";
    throw new EbmError(`${where}: \`${from}\` gave ${given}, expected \`${missing}\` too.`);
  }
  return Object.fromEntries(names.map((name) => [name, feeds[name]!]));
}
