"""What one look at an address says, and when an address is dead: by rules that rather wait than cry wolf."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from http import HTTPStatus
from typing import NamedTuple

DEAD_AFTER = 3  # days on each of which it failed, without an answer between them
PERMANENT = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}


class Fault(StrEnum):
    """Why an address fails: for every reader, and not only for a program that nobody asked in."""

    GONE = "gone"  # 404 and 410
    NO_HOST = "no-host"  # nobody knows the name
    REFUSED = "refused"  # nobody listens there
    CERTIFICATE = "certificate"  # browsers warn of it, or can't speak with it at all


class Look(NamedTuple):
    """What came of asking once. Without an answer and without a fault nothing is known: that is a doubt.

    Attributes:
        answers: whether the page is there.
        fault: why a reader would not get there; empty if he would, or if that is in doubt.
        moved_to: where permanent redirects lead from it, in one go.
        reached: whether anything outside answered by HTTP at all; secured: whether that was over TLS that holds.
    """

    answers: bool = False
    fault: str = ""
    moved_to: str = ""
    reached: bool = False
    secured: bool = False


class State(NamedTuple):
    """What is known of an address: on how many days running it failed, since when, when last, why, where it moved."""

    failures: int = 0
    failing_since: date | None = None
    failed_on: date | None = None
    fault: str = ""
    moved_to: str = ""

    @property
    def is_dead(self) -> bool:
        """Whether editors are told."""
        return self.failures >= DEAD_AFTER


def of_status(status: int, *, moved_to: str = "", secured: bool) -> Look:
    """What the status of the last answer says; a server that is ill, busy or shy of programs leaves it in doubt."""
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Look(answers=True, moved_to=moved_to, reached=True, secured=secured)
    is_gone = status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
    return Look(fault=Fault.GONE if is_gone else "", reached=True, secured=secured)


def needs_proof(looks: Iterable[Look]) -> bool:
    """Whether there are failures that could as well be those of our own line."""
    looks = list(looks)
    return looks != believed(looks, looks)


def believed(looks: Iterable[Look], all_of_the_run: Iterable[Look]) -> list[Look]:
    """The looks with a failure only where our own line is not to blame for it.

    That nobody answers at an address counts if somebody else did in the same run; that a certificate does not hold,
    if another did. Else the network, a firewall or an old list of authorities is as likely.
    """
    others = list(all_of_the_run)
    is_proven = {
        Fault.GONE: True,
        Fault.NO_HOST: any(look.reached for look in others),
        Fault.REFUSED: any(look.reached for look in others),
        Fault.CERTIFICATE: any(look.secured for look in others),
    }
    return [look if not look.fault or is_proven[Fault(look.fault)] else look._replace(fault="") for look in looks]


def after(state: State, look: Look, day: date) -> State:
    """What is known after a look on a day: one failure a day counts, an answer ends them, a doubt changes nothing."""
    if look.answers:
        return State(moved_to=look.moved_to)
    if not look.fault:
        return state
    if state.failed_on and state.failed_on >= day:
        return state._replace(fault=look.fault)
    return State(state.failures + 1, state.failing_since or day, day, look.fault)
