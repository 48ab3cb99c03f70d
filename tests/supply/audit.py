"""`make audit`: ask an advisory service about everything that is locked.

    python -m tests.supply.audit [--lock requirements-dev.lock …] [--service osv --osv-url URL]

Ends with 1 where a weakness is known and with 2 where the question itself is wrong. Where no service can be
asked, from a machine without a network for instance, it says so loudly and ends with 0: that is no answer.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

KNOWN, WRONG = 1, 2
PATIENCE = 120
"""Seconds: a network that swallows everything is one that cannot be reached."""
LOCKS = ("requirements-dev.lock", "requirements-bench.lock")
"""Each holds everything that it needs, so what is in both is asked about once."""
SERVICES = ("pypi", "osv")
"""The first one that answers is enough."""
OUT_OF_REACH = (
    "Could not connect",
    "ConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "ServiceError",
    "not redirecting",
)
"""How pip-audit's last words begin where the service, and not the question, is at fault."""


@dataclass(frozen=True)
class Answer:
    """What one service says."""

    weak: tuple[str, ...] = ()
    """A line each: package, version, the weakness, and from which version on it is mended."""
    asked: int = 0
    unknown: int = 0
    """Packages that the service could not be asked about."""
    problem: str = ""
    """Why there is no answer at all."""
    wrong: bool = False
    """No answer, and asking again elsewhere will not help."""

    @property
    def whole(self) -> bool:
        """Whether it speaks of every package."""
        return not self.problem and self.asked > 0 and self.unknown == 0


def ask(locks: Sequence[str], service: Sequence[str]) -> Answer:
    """Run pip-audit once."""
    command = [sys.executable, "-m", "pip_audit", "--format=json", "--progress-spinner=off"]
    command += ["--require-hashes", "--disable-pip", *service]
    command += [word for lock in locks for word in ("--requirement", lock)]
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        return Answer(problem=f"no answer within {PATIENCE} seconds")
    return understood(done.stdout, done.stderr)


def understood(stdout: str, stderr: str) -> Answer:
    """What came back; pip-audit ends with 1 for a weakness as for a network that is down."""
    try:
        packages = json.loads(stdout)["dependencies"]
    except (ValueError, KeyError):
        last = stderr.strip().splitlines()[-3:]
        reached = not any(sign in line for sign in OUT_OF_REACH for line in last)
        return Answer(problem=last[-1][:200] if last else "no answer", wrong=reached)
    weak = tuple(
        f"{one['name']} {one['version']}: {known['id']}"
        f" (mended in {', '.join(known['fix_versions']) or 'no version yet'})"
        for one in packages
        for known in one.get("vulns", ())
    )
    return Answer(weak, len(packages), sum("skip_reason" in one for one in packages))


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, say what was found, and answer the exit code."""
    parser = argparse.ArgumentParser(description="Ask for known weaknesses in what is locked.")
    parser.add_argument("--lock", dest="locks", action="append")
    parser.add_argument("--service", choices=SERVICES)
    parser.add_argument("--osv-url")
    given = parser.parse_args(arguments)
    locks, answers = given.locks or LOCKS, []
    for service in [given.service] if given.service else SERVICES:
        url = ["--osv-url", given.osv_url] if given.osv_url and service == "osv" else []
        answers.append(ask(locks, ["--vulnerability-service", service, *url]))
        if answers[-1].whole or answers[-1].wrong:
            break
    return say(" and ".join(locks), answers)


def say(named: str, answers: Sequence[Answer]) -> int:
    """Tell people of the locks so named; returns the exit code."""
    weak = sorted({line for one in answers for line in one.weak})
    if weak:
        return _tell(KNOWN, "Known weaknesses in what is locked:", *weak)
    last = answers[-1]
    if last.wrong:
        return _tell(WRONG, f"{named} could not be audited:", last.problem)
    if last.whole:
        return _tell(0, f"No weakness is known in the {last.asked} packages of {named}.")
    asked = max(one.asked - one.unknown for one in answers)
    return _tell(
        0,
        "\nWARNING: NOT AUDITED. No advisory service could be asked about everything that is locked:",
        f"{asked} packages of {named} were answered for. Run `make audit` where the network allows.",
        *(one.problem for one in answers if one.problem),
    )


def _tell(code: int, *lines: str) -> int:
    sys.stderr.write("\n  ".join(lines) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
