"""Runs what every page of the guide claims, and rewrites the page when told to.

The author's guide, for whoever writes a page under docs/:

Code is cut from files. A fence of a code language holds one include line and nothing else; the
path (from example_app/, then from the project) becomes the title by itself::

    ```python hl_lines="2 3"
    --8<-- "app/services/report_service.py:generate"
    ```

`:generate` is a region between `# --8<-- [start:generate]` and `# --8<-- [end:generate]` in that
file (markers are not shown, the code is dedented); without it the whole file
is shown. `hl_lines` counts from 1 inside the region. A Python region is offered in tabs: as it
stands, self-contained (which is run alone), in its file, and with the tests that run it. Where it
needs the effect of another region, say so: `[start:generate needs=register]`.

What is typed in a terminal, and what comes back. You type only the commands; the output is
written by `uv run pytest docs/patterns/x.md --update-docs`::

    ```console server="webserver"
    $ uv run python -m app.cli reports show 1
    user 1: [..] lines
    ...
    $ python -m app.cli reports show nope
    no such report
    [exit code: 1]
    ```

The reader is in example_app/, in a fresh copy per page with a migrated, seeded database; all
blocks of a page share it, in order. `...` alone stands for any lines, `[..]` for any text in a
line; both survive an update as long as they still hold. A failing command's exit code follows
its output. `server="webserver scheduler"` starts services once for the page. A command that runs
until stopped ends in a line `^C`, pressed once the lines above it have appeared; what follows is
its farewell. A command ending in a backslash goes on in the next line. An update never writes a
failure over output of success: correct the command, or remove the output if it is meant to fail.
Output that reads as the page's own marks (a fence, a line "$ command", "^C", an exit code), or that
holds control characters or colours, is refused with the reason. A page keeps its line endings.

To save time, `python` is forked from an interpreter that has already imported the `warm` packages
of the configuration. A command whose arguments mention sys.modules could tell, and is run in a
fresh interpreter; so is a slice that does. Code that looks there from a file is not noticed: name
sys.modules in the command, as in `python -c "import sys, app.main; print(sorted(sys.modules))"`.

`at="2026-11-01T08:59:58Z"` on a console block starts the clock of every Python process of
its commands, and of the services it starts, at that second in UTC; each then goes on by itself.
So dates on the page are the same tomorrow. Other programs, as `date`, keep the real time. All
blocks of a page that ask for one service state the same time.

Requests to the real application. Type the request (only the headers you list are sent)::

    ```http
    POST /api/v1/reports HTTP/1.1
    content-type: application/json

    {"user_id": 1}

    HTTP/1.1 201 Created
    content-type: application/json

    {
      "user_id": 1,
      ...
    }
    ```

Only the response headers you list are compared; JSON is shown with two spaces. A folder is also
written by --update-docs: `tree of="app/services" depth="1"`.

Wrong on purpose. Put the wrong files into tests/breaks/NAME/ under the paths they replace
(tests/breaks/NAME/app/...). `breaks="NAME"` on a console block runs it in a copy with these
files: a command must fail there, as shown, and every command must succeed without the overlay.
On an http block the answer must differ from the intact one. Show the wrong file with
`--8<-- "breaks/NAME/app/services/x.py:region"`.

`alone="yes"` on a console or http block runs it in a fresh copy of its own: it sees nothing of what
the page did before, and leaves nothing behind.

Generated Markdown stands between `<!-- generated: NAME -->` and `<!-- /generated -->`, each on
its own line, unindented; NAME is configured in `[tool.integration-patterns.proof.generated]` as
"module:function", a function without arguments that returns Markdown.

One page: `uv run pytest docs/patterns/x.md`. A line must not start with a list marker and a
fence: indent the fence by four on a line of its own. Fences have no attributes but these, no
braces, and no language but those in integration_patterns/guide/blocks/fences.py.

After `mkdocs build` every block of code in the HTML must be one of these, `code` in a sentence
must name something (a file, a folder, words in the project's files or outputs, an import; use
`<name>` for placeholders), and links and anchors must lead somewhere. A name from elsewhere goes
into `[tool.integration-patterns.proof.names]` with the reason.
"""
