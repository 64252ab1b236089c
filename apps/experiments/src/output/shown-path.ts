import { relative } from "node:path";

/** A path as people would type it here. */
export function shownPath(path: string): string {
  const short = relative("", path);
  return short === "" || short.startsWith("..") ? path : short;
}
