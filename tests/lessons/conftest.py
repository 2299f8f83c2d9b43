"""Lessons hold files of learners' apps, which are no tests of ours."""

collect_ignore_glob = ["[0-9][0-9]-*"]
