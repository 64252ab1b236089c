import { useLocation } from "preact-iso";

/** The state of a view in the address, so that a link to it shows the same. */
export interface Query {
  readonly values: URLSearchParams;
  /** Returns one value, or a default. */
  get(key: string, otherwise?: string): string;
  /** Replaces values. An empty one is left out. */
  set(changes: Readonly<Record<string, string | readonly string[]>>): void;
}

export function useQuery(): Query {
  const { url, path, route } = useLocation();
  const values = new URLSearchParams(url.split("?")[1] ?? "");
  return {
    values,
    get: (key, otherwise = "") => values.get(key) ?? otherwise,
    set(changes) {
      // not those of the last drawing: several changes may come before the next one
      const next = new URLSearchParams(location.search);
      for (const [key, change] of Object.entries(changes)) {
        next.delete(key);
        for (const value of [change].flat()) if (value !== "") next.append(key, value);
      }
      const text = next.toString();
      route(text === "" ? path : `${path}?${text}`, true);
    },
  };
}
