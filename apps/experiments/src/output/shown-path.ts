import { relative } from "node:path";

/** Returns a path as users would type it in the working directory. */
export function shownPath(path: string): string {
  const short = relative("", path);
  return short === "" || short.startsWith("..") ? path : short;
}
