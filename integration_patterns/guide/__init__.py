"""Runs what every page of the guide claims; with `--update-docs`, writes the outputs into the page.

In: pages, and the application that they show. Out: a verdict on each page, and a record of what is
proven. `blocks` reads a page; `runners` run a block in a `sandbox`, with a `warm` Python; `proof`
makes pages tests of pytest; `publish` judges the built site. `mutation` and `region_coverage` test
the tests.

The guide for authors of pages under docs/:

Code is cut from files. A fence of a code language holds one include line and nothing else; the
path (from example_app/, then from the project) becomes the title by itself::

    ```python hl_lines="2 3"
    --8<-- "app/services/report_service.py:generate"
    ```

`:generate` is a region between `# --8<-- [start:generate]` and `# --8<-- [end:generate]` in that
file (markers are not shown, the code is dedented); without it the whole file
is shown. `hl_lines` counts from 1 inside the region. A Python region is offered in tabs:
unchanged, self-contained (which is run alone), in its file, and with the tests that run it.

What came back when something was run or looked at. Each kind of such a fence has a module of its
name in integration_patterns/guide/runners/, whose first lines show it. You type only the question;
what comes back is written by `uv run pytest docs/patterns/x.md --update-docs`.

The reader is in example_app/, in a fresh copy per page with a migrated, seeded database; all
blocks of a page share it, in order. `...` alone stands for any lines, `[..]` for any text in a
line; both survive an update as long as they still hold. Output that reads as the page's own marks
(a fence, a line "$ command", "^C", an exit code), or that holds control characters or colours, is
refused with the reason. A page keeps its line endings.

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
