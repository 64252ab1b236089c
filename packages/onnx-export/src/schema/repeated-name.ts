/** Returns a name that two columns share, if there is one. */
export function repeatedName(columns: readonly { readonly name: string }[]): string | undefined {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}
