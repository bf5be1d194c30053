"""Who decides, where to check it, and what the advice rests on."""

from collections.abc import Iterator

from route_advisor.advice.model import Advice, OverlayLine
from route_advisor.vocabulary import WAITING
from route_advisor.writers.outline.points import Point
from route_advisor.writers.wording import Wording


def deciders(advice: Advice, words: Wording) -> Iterator[str]:
    """Who decides by the deferral, then everyone with the final word on something that is still to do."""
    components = (item.final_word for item in advice.components if item.standing in WAITING)
    steps = (name for step in advice.steps for name in (step.with_, step.final_word))
    for name in dict.fromkeys([*advice.deferral.who_decides, *components, *steps]):
        if name != "yourself" and name in words.catalogue.authorities:
            yield name


def decider_line(name: str, words: Wording, *, check: bool) -> Point:
    """What somebody decides, how to reach them, and how to object."""
    authority = words.catalogue.authorities[name]
    reach = f"{words.reach(authority.reach)} ({words.label('check_current')})" if check else words.reach(authority.reach)
    objection = () if authority.object is None else (f"{words.label('to_object')} {words.of(authority.object)}",)
    return Point((words.authority(name),), words.of(authority.decides), (reach, *objection))


def where_to_check(advice: Advice, words: Wording) -> str:
    """Where the reader can check the answer."""
    return words.label("where_to_check", where=words.listed((words.document(name) for name in advice.deferral.where_to_check), "or"))


def receipt_line(advice: Advice, words: Wording) -> str:
    """What the advice rests on, in one line."""
    receipt = advice.receipt
    read_until = words.day(receipt.law_read_until)
    told = words.label("receipt", hash=receipt.rulebook_hash[:12], day=read_until, engine=receipt.engine, package=receipt.package)
    return " ".join([told + "." if receipt.overlays else told, *(_overlay(one, words) for one in receipt.overlays)])


def _overlay(overlay: OverlayLine, words: Wording) -> str:
    """Whose own pages are in this advice, or why they are not."""
    said = {"municipality": overlay.municipality, "code": overlay.code}
    if overlay.used:
        return words.label("receipt_overlay", **said, day=words.day(overlay.checked_on), hash=overlay.hash[:12])
    if len(overlay.file_names) == 1:
        return words.label("receipt_overlay_elsewhere", **said, named=overlay.file_names[0])
    return words.label("receipt_overlay_unclear", **said)
