"""What is written by hand or by a test, from the app as it is; only a checkout can run it.

In: the app, the rules, the built site. Out: tables of pages, `.env.example`, and pictures.
"""
