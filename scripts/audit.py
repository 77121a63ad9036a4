"""Ask the public database which locked packages have a known vulnerability. Exit status 1: some have.

A package about which nothing could be learnt is named loudly: pip-audit itself counts one as sound, and so says
"No known vulnerabilities found" where a mirror answers for the package index and has no database.
"""

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements-dev.txt"  # it holds what requirements.txt holds, too
AWAY = ["requests.exceptions.", "ServiceError", "your network may be blocking"]  # how pip-audit says so


def verdict(answer: str, trouble: str) -> tuple[int, list[str]]:
    """The exit status, and what to say: vulnerable packages first, and last what was not asked about."""
    if not answer:
        reason = (trouble.strip().splitlines() or ["pip-audit said nothing"])[-1]
        return not any(sign in trouble for sign in AWAY), [f"!!! NOTHING WAS AUDITED: {reason}"]
    packages = json.loads(answer)["dependencies"]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    found = [
        f"{package['name']} {package['version']}: {one['id']}, mended in: {', '.join(one['fix_versions']) or 'nothing'}"
        for package in packages
        for one in package.get("vulns", [])
    ]
    says = found or [f"Without a known vulnerability: {len(packages) - len(unknown)} packages."]
    if len(unknown) == len(packages):
        says = ["!!! NOTHING WAS AUDITED: the database of vulnerabilities can't be reached, or knows no package."]
    elif unknown:
        says.append(f"!!! NOT AUDITED: {', '.join(unknown)}")
    return bool(found), says


def main():
    """Print the verdict; the exit status is 1 where a package is vulnerable or pip-audit itself failed."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "-r", str(LOCK)]
    command += ["-f", "json", "--progress-spinner", "off"]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    status, says = verdict(run.stdout, run.stderr)
    print(*says, sep="\n")
    sys.exit(status)


if __name__ == "__main__":
    main()
