"""The terminal interface: the only room that imports Textual.

app       the app, its keys, how it starts and ends       screens   the pages
widgets   what pages are made of                          birdlog.tcss   how they look
reader    what the entry line means (pure)                saying    that in words
session   the survey on the page (no widgets)             desk      what pages ask of the database
work      threads beside the page                         half_typed   text safe from a kill
driver    the terminal                                    signals   how a process is asked to end
"""
