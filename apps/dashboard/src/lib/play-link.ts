/** Returns the address of the playground with a file of a run. */
export function playLink(run: string, file: string): string {
  const path = `/files/${encodeURIComponent(run)}/${file}`;
  return `/playground/#play?file=${encodeURIComponent(path)}`;
}
