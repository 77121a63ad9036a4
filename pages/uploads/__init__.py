"""What a file really is, by its content, and whether it may be published. Pure: an open file in, kind or refusal out.

The work is done by `judging.recognise`, in a process of its own (`child`); what stands here loads no reader of files.
"""

from pages.uploads.kinds import CHOICE, KINDS, Kind, RefusedError, size_text

__all__ = ["CHOICE", "KINDS", "Kind", "RefusedError", "size_text"]
