/** Labels for tabs: the file's name, after as many of its folders as make it differ from the others. */

export function shortNames(paths: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const path of paths) {
    const parts = path.split("/");
    let count = 1;
    while (count < parts.length && isShared(parts, count, paths, path)) count += 1;
    names.set(path, parts.slice(-count).join("/"));
  }
  return names;
}

function isShared(parts: readonly string[], count: number, paths: readonly string[], path: string): boolean {
  const end = `/${parts.slice(-count).join("/")}`;
  return paths.some((other) => other !== path && `/${other}`.endsWith(end));
}
