"""What in a file shuts readers out or makes it hard for them: zákon č. 99/2019 Sb. by EN 301 549, chapter 10.

The file was found harmless before; `judge.barriers` reads it in a process of its own (`pages.uploads.child`), and
`words` says in Czech what was found and how the program that made the file mends it.
"""
