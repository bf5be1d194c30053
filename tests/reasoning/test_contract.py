"""What we rely on in durable_rules, one promise a test: another version fails here, and not in somebody's advice."""

import inspect
import json
from importlib.metadata import version

import pytest
from engine_cases import a_rule, durable, known

from route_advisor.reasoning.engine import TRUSTED
from route_advisor.reasoning.tokens import name_hash, rooms_of

pytestmark = pytest.mark.needs_engine


def token(name: str, unknown: int = 0) -> str:
    """A token as we assert it."""
    return f'{{"sid":"p","id":"{name}","{name}":1,"u":{unknown}}}'


def joins(pri: int, *names: str) -> dict[str, object]:
    """A rule that joins tokens."""
    return {"all": [{f"c{number}": {name: 1}} for number, name in enumerate(names)], "pri": pri}


@pytest.fixture
def ruleset():
    """Compile a definition, and free it after the test."""
    handles = []

    def compiled(**rules: object) -> int:
        handles.append(durable.create_ruleset("contract", json.dumps(rules)))
        return handles[-1]

    yield compiled
    for handle in handles:
        durable.delete_ruleset(handle)


def fired(handle: int, *names: str) -> list[str]:
    """The rules that fire for some tokens, in the order of firing; then the session is put away."""
    code, session = durable.assert_facts(handle, f"[{','.join(map(token, names))}]")
    assert code == 0
    started = durable.start_action_for_state(handle, session)
    message, found = None if started is None else started[1], []
    while message is not None:
        found.append(next(iter(json.loads(message))))
        message = durable.complete_and_start_action(handle, session)
    durable.delete_state(handle, "p")
    return found


def test_the_version_is_the_one_we_know():
    """All promises below were read in this version, and the package is pinned to it."""
    assert version("durable_rules") == TRUSTED


def test_create_ruleset_takes_a_name_and_json_and_gives_a_handle(ruleset):
    """A handle is a number above zero."""
    assert ruleset(A=joins(0, "L0")) > 0


def test_create_ruleset_refuses_what_is_no_ruleset():
    """A mistake in a definition is an error of the C module."""
    with pytest.raises(durable.error, match="Could not create ruleset"):
        durable.create_ruleset("contract", '{"A": {"all": [{"c0": {"L0": {"$no": 1}}}]}}')


def test_delete_ruleset_frees_a_handle_once():
    """A handle that was given back is not known any more."""
    handle = durable.create_ruleset("contract", json.dumps({"A": joins(0, "L0")}))
    assert durable.delete_ruleset(handle) is None
    with pytest.raises(durable.error, match="error code: 111"):
        durable.delete_ruleset(handle)


def test_assert_facts_gives_zero_and_the_session(ruleset):
    """Where some rule knows each fact the code is 0."""
    handle = ruleset(A=joins(0, "L0"))
    code, session = durable.assert_facts(handle, f"[{token('L0')}]")
    assert (code, session) == (0, 1)
    durable.start_action_for_state(handle, session)
    durable.delete_state(handle, "p")


def test_assert_facts_gives_one_for_a_fact_that_no_rule_knows_and_takes_the_others(ruleset):
    """An unmatched fact is told by code 1; in C it does not stop the rest of the batch."""
    handle = ruleset(A=joins(0, "L0", "L1"))
    code, session = durable.assert_facts(handle, f"[{token('L0')},{token('L9')},{token('L1')}]")
    assert code == 1
    assert durable.start_action_for_state(handle, session) is not None
    durable.delete_state(handle, "p")


def test_assert_facts_gives_two_for_a_fact_that_is_already_there(ruleset):
    """A session that was not put away cannot go unnoticed: its first token is told by code 2."""
    handle = ruleset(A=joins(0, "L0"))
    _, session = durable.assert_facts(handle, f"[{token('L0')}]")
    durable.start_action_for_state(handle, session)
    assert durable.assert_facts(handle, f"[{token('L0')}]")[0] == 2
    durable.delete_state(handle, "p")


def test_start_action_gives_nothing_where_no_rule_fires(ruleset):
    """Half a join is no firing."""
    handle = ruleset(A=joins(0, "L0", "L1"), B=joins(0, "L2"))
    assert fired(handle, "L2") == ["B"]
    _, session = durable.assert_facts(handle, f"[{token('L0')}]")
    assert durable.start_action_for_state(handle, session) is None
    durable.delete_state(handle, "p")


def test_start_action_tells_the_state_and_the_joined_facts(ruleset):
    """The second text names the rule and repeats its facts as they were asserted, `u` right behind the token."""
    handle = ruleset(A=joins(0, "L0", "L1"))
    _, session = durable.assert_facts(handle, f"[{token('L1', 1)},{token('L0')}]")
    state, message = durable.start_action_for_state(handle, session)
    assert json.loads(state) == {"sid": "p", "id": "sid-p", "$s": 1}
    assert message.startswith('{"A":{')
    assert '"L1":1,"u":1' in message
    assert '"L0":1,"u":0' in message
    durable.delete_state(handle, "p")


def test_complete_and_start_action_gives_the_next_rule_and_then_nothing(ruleset):
    """Each rule fires once."""
    assert fired(ruleset(A=joins(0, "L0"), B=joins(0, "L0"), C=joins(0, "L1")), "L0") == ["A", "B"]


def test_a_lower_pri_fires_first(ruleset):
    """Priority decides, not the order of rules or facts: so the barrier of a room fires last."""
    handle = ruleset(LAST=joins(3, "L0"), BARRIER=joins(1, "L1"), SECOND=joins(2, "L0"), FIRST=joins(0, "L2"))
    assert fired(handle, "L0", "L1", "L2") == ["FIRST", "BARRIER", "SECOND", "LAST"]


def test_rulesets_do_not_share_their_sessions(ruleset):
    """A room knows nothing of what another room heard about the same person, who is called the same there."""
    one, other = ruleset(A=joins(0, "L0", "L1"), B=joins(1, "L0")), ruleset(A=joins(0, "L0", "L1"), C=joins(1, "L1"))
    _, session = durable.assert_facts(one, f"[{token('L0')}]")
    assert fired(other, "L1") == ["C"]
    assert '"B"' in durable.start_action_for_state(one, session)[1]
    assert durable.complete_and_start_action(one, session) is None
    durable.delete_state(one, "p")


def test_a_fact_does_not_join_with_itself(ruleset):
    """A rule that asks one token twice never fires, so we ask it once."""
    assert fired(ruleset(A=joins(0, "L0", "L0"), B=joins(0, "L0")), "L0") == ["B"]


def test_delete_state_forgets_the_session(ruleset):
    """The next person's tokens meet nothing of the last."""
    handle = ruleset(A=joins(0, "L0", "L1"), B=joins(1, "L0"), C=joins(1, "L1"))
    assert fired(handle, "L0") == ["B"]
    assert fired(handle, "L1") == ["C"]


def test_delete_state_does_not_know_a_session_that_was_never_opened(ruleset):
    """Code 309 is an error of the C module."""
    with pytest.raises(durable.error, match="error code: 309"):
        durable.delete_state(ruleset(A=joins(0, "L0")), "p")


def test_names_are_compared_by_their_hash(ruleset):
    """Two names with one 32-bit FNV-1a hash are one name to durable_rules; that is why tokens are ours, and checked."""
    one, other = "case-10913836", "case-63467588"
    assert name_hash(one) == name_hash(other)
    handle = ruleset(A=joins(0, one))
    assert fired(handle, other) == ["A"]


@pytest.mark.filterwarnings(
    "ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning"
)  # its Host calls that, and we never call its Host
def test_the_library_fires_the_same_rules_in_the_same_order():
    """Our loop makes the calls that `Ruleset` makes: the public way, without threads, gives the same."""
    from durable.engine import Host

    rules = [a_rule("R-0", {"route": ["b1"], "pip": ["no"]}), a_rule("R-1", {"pip": ["yes"]}), a_rule("R-2", {"route": ["z"]})]
    (room,) = rooms_of(range(3), rules)
    facts = json.loads(room.batch(known(route="b1")))
    seen = []

    class Quiet(Host):
        def _run(self):
            """No timers."""

    def tells(name):
        return lambda _: seen.append(name)

    host = Quiet()
    host.register_rulesets({"public": {name: {**rule, "run": tells(name)} for name, rule in json.loads(room.definition).items()}})
    host.assert_facts("public", facts)
    handle = durable.create_ruleset("contract", room.definition)
    names = [fact["id"] for fact in facts]
    assert seen == fired(handle, *names) == ["R0", "R1", "B"]
    durable.delete_ruleset(handle)


@pytest.mark.parametrize(
    ("method", "function"),
    [
        ("__init__", "create_ruleset(name, json.dumps("),
        ("assert_facts", "assert_facts(self._handle, json.dumps("),
        ("do_actions", "start_action_for_state(self._handle, state_handle)"),
        ("_flush_actions", "complete_and_start_action(self._handle, c._handle)"),
        ("delete_state", "delete_state(self._handle, sid)"),
    ],
)
def test_ruleset_makes_the_calls_that_we_make(method, function):
    """The C functions are private; we call them as the library itself does."""
    from durable.engine import Ruleset

    assert function in inspect.getsource(getattr(Ruleset, method))
