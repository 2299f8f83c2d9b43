"""The course: builds the app of each lesson, and judges what a learner made of it.

In: a lesson's folder, with overlays of files, checks and the names of rules. Out: the files that a
learner begins with, and a result for each check and each rule.
"""
