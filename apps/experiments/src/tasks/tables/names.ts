/** Parses a list of names: `age,zip`, or `age,"city, state"` where a name has a comma. */
export function parseNames(text: string): string[] {
  const names: string[] = [];
  for (const [, quoted, plain] of text.matchAll(
    /(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g,
  )) {
    names.push(quoted === undefined ? plain!.trim() : quoted.replaceAll('""', '"'));
  }
  return names;
}

/** Writes a list of names as `parseNames` reads it. */
export function formatNames(names: readonly string[]): string {
  const isPlain = (name: string): boolean =>
    name !== "" && !/[",]/.test(name) && name === name.trim();
  return names.map((name) => (isPlain(name) ? name : `"${name.replaceAll('"', '""')}"`)).join(",");
}
