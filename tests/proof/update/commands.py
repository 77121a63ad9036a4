"""Commands of the code in some folder, of this version or of another."""

import subprocess
import sys


def manage(code, installation, *arguments):
    """What the command prints, run by the code in that folder."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=code, env=installation, stdout=subprocess.PIPE, text=True, check=True).stdout
