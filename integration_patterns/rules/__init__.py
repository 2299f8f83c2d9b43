"""The guide's principles as checks: on its own app with every test run, and on a reader's app.

`patterns check` reads an application without importing it, and asks each rule of
`integration_patterns.rules.registry` what is wrong. A rule is one module, and the name of its file
is the name of the rule: its docstring says why it exists, `SUMMARY` what it asks for, `NEEDS` which
parts of the layout it is about, and `check` yields problems. `GOOD` and `BAD` are its test and its
page.

In: the folder of a project. Out: the outcome of each rule. `application` reads the project; the
rules are in `imports`, `backend`, `boundaries`, `scheduler` and `containers`; `check` asks them;
`formats` prints what they say, and `fixes` changes what is certain.
"""
