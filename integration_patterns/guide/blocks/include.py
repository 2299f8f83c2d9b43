"""Turns the one line a code fence holds into the code it names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.blocks.regions import Region, cut
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.project import Project

INCLUDE = re.compile(r'\s*--8<-- "(?P<path>[^":]+)(?::(?P<region>[\w-]+))?"\s*')


@dataclass(frozen=True)
class Snippet:
    """Code cut from a file, under the path a reader knows it by."""

    title: str
    file: Path
    source: str
    region_name: str
    regions: Mapping[str, Region]

    @property
    def region(self) -> Region:
        """The part that is shown."""
        return self.regions[self.region_name]


def snippet(fence: Fence, project: Project) -> Snippet:
    """Return the code that a code fence includes."""
    lines = [line for line in fence.body if line.strip()]
    included = INCLUDE.fullmatch(lines[0]) if len(lines) == 1 else None
    if included is None:
        raise fence.error(
            f"a {fence.language} fence holds something other than one include line",
            'move the code to a file and write --8<-- "path/of/file:region"',
        )
    title, file = _locate(included["path"], fence, project)
    source = file.read_text("utf-8")
    name = included["region"] or ""
    found = Snippet(title, file, source, name, _regions(source, name, file, fence, project))
    _check_highlight(fence, found.region)
    return found


def _locate(path: str, fence: Fence, project: Project) -> tuple[str, Path]:
    parts = PurePosixPath(path).parts
    if ".." in parts or path.startswith("/"):
        raise fence.error(f'the path "{path}" leaves the project', "write it relative to a root")
    if parts[0] == "breaks":
        title = str(PurePosixPath(*parts[2:]))
        candidates = [project.breaks.joinpath(*parts[1:])]
    else:
        title = path
        candidates = [root / path for root in project.roots]
    for file in candidates:
        if file.is_file():
            return title, file
    looked_in = ", ".join(file.relative_to(project.root).as_posix() for file in candidates)
    raise fence.error(f'there is no file "{path}" (looked for {looked_in})', "correct the path")


def _regions(
    source: str, name: str, file: Path, fence: Fence, project: Project
) -> Mapping[str, Region]:
    where = file.relative_to(project.root).as_posix()
    try:
        found = cut(source, where)
    except PageError as error:
        raise fence.error(f"{error.where}: {error.what}", error.fix) from error
    if name not in found:
        known = ", ".join(sorted(found.keys() - {""})) or "none"
        raise fence.error(
            f'{where} has no region "{name}" (it has: {known})', "use one of them or mark it"
        )
    if not found[name].text:
        raise fence.error(f"{where} is empty", "include a file with code")
    return found


def _check_highlight(fence: Fence, region: Region) -> None:
    highlighted = fence.attributes.get("hl_lines", "")
    length = region.text.count("\n") + 1
    for number in re.findall(r"\d+", highlighted):
        if not 1 <= int(number) <= length:
            raise fence.error(
                f'hl_lines="{highlighted}" but the code has {length} lines',
                "count from 1 in the region",
            )
