import { useEffect, useRef, useState } from "preact/hooks";
import { getJson } from "../lib/request.js";

interface Wanted {
  readonly url: string | undefined;
  readonly version: unknown;
}

/**
 * Loads JSON, again when the address or the version changes. Keeps the last value until the next one
 * is there. At most one request is open, so a server that is slower than the changes is not flooded.
 */
export function useJson<T>(url: string | undefined, version: unknown): T | undefined {
  const [value, setValue] = useState<T>();
  const wanted = useRef<Wanted>({ url: undefined, version: undefined });
  const [isBusy, isGone] = [useRef(false), useRef(false)];
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  useEffect(() => {
    wanted.current = { url, version };
    const load = async (): Promise<void> => {
      isBusy.current = true;
      let loaded: Wanted | undefined;
      while (loaded !== wanted.current && !isGone.current) {
        loaded = wanted.current;
        const found = loaded.url === undefined ? undefined : await answerOf<T>(loaded.url);
        if (found !== undefined && !isGone.current) setValue(found);
      }
      isBusy.current = false;
    };
    if (!isBusy.current) void load();
  }, [url, version]);
  return value;
}

/** Returns undefined if there is no answer: the header of the page says so. */
async function answerOf<T>(url: string): Promise<T | undefined> {
  return getJson<T>(url).catch(() => undefined);
}
