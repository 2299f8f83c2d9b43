"""Reads off a file, without running it, what its import depends on."""

import ast
from collections.abc import Collection, Iterator, Mapping

# They look for modules or files, so that what an import finds isn't written in it.
LOOKING = {
    "__import__",
    "exec_module",
    "glob",
    "import_module",
    "iter_modules",
    "iterdir",
    "listdir",
    "rglob",
    "run_module",
    "run_path",
    "scandir",
    "walk_packages",
}
# Called while a module is imported, they say when or where that was.
MOMENT = {
    "getpid",
    "monotonic",
    "now",
    "perf_counter",
    "random",
    "time",
    "time_ns",
    "today",
    "urandom",
    "utcnow",
    "uuid1",
    "uuid4",
}
NOT_NOW = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def depends_on(source: str, module: str, package: str) -> frozenset[str] | None:
    """The modules that a file names in its imports; None if when it is imported matters.

    Args:
        source: The file's text.
        module: Its dotted name.
        package: What its relative imports start from.
    """
    tree = ast.parse(source)
    if _names(ast.walk(tree)) & LOOKING or _names(_at_import(tree)) & MOMENT:
        return None
    found = {module.rpartition(".")[0]}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, package)
            found.add(base)
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return frozenset(part for name in found for part in _with_parents(name))


def downstream(changed: Collection[str], graph: Mapping[str, frozenset[str] | None]) -> set[str]:
    """The modules whose import could come out otherwise once these have changed."""
    found = set(changed) | {name for name, needs in graph.items() if needs is None}
    while more := {
        name for name, needs in graph.items() if name not in found and needs and needs & found
    }:
        found |= more
    return found


def module_at(path: str) -> str | None:
    """`app/a/__init__.py` is the module `app.a`; what isn't Python is none."""
    if not path.endswith(".py"):
        return None
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _names(nodes: Iterator[ast.AST]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            found.update(alias.name for alias in node.names)
    return found


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs while the module is imported: all but the bodies of functions, and annotations."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, NOT_NOW):
            yield from ast.walk(child.args)
            for decorator in getattr(child, "decorator_list", ()):
                yield from ast.walk(decorator)
        elif not isinstance(child, ast.ImportFrom):
            yield child
            yield from _at_import(child)


def _base(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    parts = package.split(".")
    parents = ".".join(parts[: len(parts) - node.level + 1])
    return f"{parents}.{node.module}" if node.module else parents


def _with_parents(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]
