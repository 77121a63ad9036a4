"""What other programs put on the clipboard, in the words of our own vocabulary: what was seen there, and nothing else.

Pure. `read.read` comes before the sanitiser, which then only has to leave things out; `shape.settled` after it.
"""
