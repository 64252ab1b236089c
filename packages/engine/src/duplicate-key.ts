/** Returns the first duplicate key of an object in a JSON text. `JSON.parse` accepts duplicates. */
export function duplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, text, colon] of json.matchAll(TOKENS)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (colon !== undefined) {
      const key: string = JSON.parse(text!);
      if (open.at(-1)!.has(key)) return key;
      open.at(-1)!.add(key);
    }
  }
  return undefined;
}

/** Brackets, and strings with the colon that makes them keys. */
const TOKENS = /[{}[\]]|("(?:[^"\\]|\\.)*")(\s*:)?/g;
