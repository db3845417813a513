"""Access: nothing without a task, an end, a way back and an open gate, nothing closed unseen."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.access import AccessGrant
from models.access_parts import AccessMethod, GrantState, Stamp
from models.access_profiles import AccessLevel
from models.brief import DataClass
from models.document import RuleBroken
from models.guards import Guarded
from models.systems import System
from models.templates import Gate

TODAY = date(2026, 5, 12)
OWNERS = ("orla", "tomasz")


def all_there(gate: Gate) -> Sequence[str]:
    return ()


def unsigned(gate: Gate) -> Sequence[str]:
    return ("the confidentiality agreement: not signed",)


def system(data_class: DataClass = DataClass.INTERNAL, **fields: Any) -> System:
    return System.of(
        **{"name": "Slate", "data_class": data_class, "how_to_revoke": "Users, remove", **fields}
    )


def asked(entered: System | None = None, **fields: Any) -> AccessGrant:
    said = {"helper": "niamh", "tasks": ("card",), "expires_on": date(2026, 8, 1), "on": TODAY, "who": "orla"}
    return AccessGrant.asked(entered or system(), **{**said, **fields})


def active(entered: System, **fields: Any) -> AccessGrant:
    grant = asked(entered, **fields)
    for owner in OWNERS:
        if not grant.is_approved(entered):
            grant = grant.approved(
                entered, on=TODAY, who=owner, owners=OWNERS, shut=all_there, limit="read only"
            )
    return grant.given(entered, on=TODAY, who="orla", shut=all_there)


# What a request needs


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tasks": ()}, "Which task needs this? Least privilege: no task, no access."),
        ({"undo": ""}, "How will this access be taken away? Write it down before it is given."),
        ({"expires_on": None}, "Until when? Every access has a last day."),
        (
            {"expires_on": TODAY - timedelta(days=1)},
            "The access would end before it begins: say a day from 2026-05-12 on.",
        ),
        (
            {"engagement_end": date(2026, 5, 29)},
            "The engagement ends on 2026-05-29: the access cannot last longer.",
        ),
        (
            {"expires_on": TODAY + timedelta(days=181)},
            "An access may last 180 days at most: say a day up to 2026-11-08.",
        ),
        (
            {"scope": "password: hunter22"},
            "Looks like a password or token. Store it in your vault and write only the item's name.",
        ),
        (
            {"method": AccessMethod.SHARED_ITEM},
            "Which vault item is shared? Write its name, never the secret.",
        ),
    ],
)
def test_a_request_that_lacks_something_is_refused_in_a_sentence(
    fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        asked(**fields)
    assert str(refused.value) == sentence


def test_a_request_may_last_180_days_and_until_the_engagement_ends() -> None:
    assert asked(expires_on=TODAY + timedelta(days=180)).expires_on == date(2026, 11, 8)
    assert asked(expires_on=date(2026, 5, 29), engagement_end=date(2026, 5, 29)).undo == "Users, remove"


@pytest.mark.parametrize("field", ["scope", "account", "vault_item", "undo"])
def test_no_field_of_an_access_takes_a_secret(field: str) -> None:
    with pytest.raises(RuleBroken, match=r"^Looks like a password or token"):
        asked(**{field: "ghp_abcdefghijklmnopqrstuvwxyz12"})


@pytest.mark.parametrize("field", ["name", "url", "how_to_revoke"])
def test_no_field_of_a_system_takes_a_secret(field: str) -> None:
    with pytest.raises(RuleBroken, match=r"^Looks like a password or token"):
        system(**{field: "token=sk_live_1234567890"})


# Gates


@pytest.mark.parametrize(
    ("data_class", "level", "gate"),
    [
        (DataClass.PUBLIC, AccessLevel.EDIT, Gate.ACCOUNTS),
        (DataClass.INTERNAL, AccessLevel.ADMIN, Gate.ACCOUNTS),
        (DataClass.CLIENT, AccessLevel.VIEW, Gate.CLIENT_DATA),
        (DataClass.MONEY, AccessLevel.VIEW, Gate.MONEY),
        (DataClass.INTERNAL, AccessLevel.APPROVE_PAYMENT, Gate.MONEY),
    ],
)
def test_the_gate_follows_from_what_can_be_seen_and_done(
    data_class: DataClass, level: AccessLevel, gate: Gate
) -> None:
    assert system(data_class).gate(level) is gate


def test_behind_a_shut_gate_nothing_is_approved_and_the_refusal_says_what_is_missing() -> None:
    entered = system(DataClass.CLIENT)
    with pytest.raises(Guarded) as refused:
        asked(entered).approved(entered, on=TODAY, who="orla", owners=OWNERS, shut=unsigned)
    assert str(refused.value) == (
        "K0 cannot be approved: the gate client data is shut. "
        "Missing: the confidentiality agreement: not signed."
    )
    assert refused.value.missing == ("the confidentiality agreement: not signed",)


def test_a_gate_that_shuts_after_the_approval_stops_the_access_from_being_given_or_resumed() -> None:
    entered = system()
    approved = asked(entered).approved(entered, on=TODAY, who="orla", owners=OWNERS, shut=all_there)
    with pytest.raises(Guarded, match=r"^K0 cannot be given"):
        approved.given(entered, on=TODAY, who="orla", shut=unsigned)
    off = active(entered).suspended("NDA ran out", on=TODAY, who="orla")
    with pytest.raises(Guarded, match=r"^K0 cannot be resumed"):
        off.resumed(entered, on=TODAY, shut=unsigned)
    assert off.resumed(entered, on=TODAY, shut=all_there).is_open


def test_a_waiver_opens_the_gate_for_its_days_and_keeps_what_was_missing() -> None:
    entered = system()
    until = TODAY + timedelta(days=14)
    waived = asked(entered).waived(entered, "starts today", until, on=TODAY, who="orla", shut=unsigned)
    assert waived.waivers[0].missing == ("the confidentiality agreement: not signed",)
    assert waived.shut_by(entered, unsigned, until) == ()
    assert waived.shut_by(entered, unsigned, until + timedelta(days=1)) != ()
    assert waived.approved(entered, on=TODAY, who="orla", owners=OWNERS, shut=unsigned).is_approved(entered)


@pytest.mark.parametrize(
    ("reason", "days", "shut", "sentence"),
    [
        ("why not", 15, unsigned, "A waiver may last 14 days at most: say a day within them."),
        ("why not", -1, unsigned, "A waiver may last 14 days at most: say a day within them."),
        (" ", 3, unsigned, "Why? Give the reason in a few words."),
        ("why not", 3, all_there, "The gate accounts is open: nothing has to be waived."),
    ],
)
def test_a_waiver_has_a_reason_an_end_and_a_gate_to_pass(
    reason: str, days: int, shut: Callable[[Gate], Sequence[str]], sentence: str
) -> None:
    entered = system()
    with pytest.raises(RuleBroken) as refused:
        asked(entered).waived(entered, reason, TODAY + timedelta(days=days), on=TODAY, who="orla", shut=shut)
    assert str(refused.value) == sentence


# Approval


def test_admin_access_needs_a_second_owner() -> None:
    entered = system()
    once = asked(entered, level=AccessLevel.ADMIN).approved(
        entered, on=TODAY, who="orla", owners=OWNERS, shut=all_there
    )
    assert once.state(entered, TODAY) is GrantState.REQUESTED
    with pytest.raises(RuleBroken, match=r"^K0 waits for a second owner's approval: approve it first\.$"):
        once.given(entered, on=TODAY, who="orla", shut=all_there)
    with pytest.raises(RuleBroken, match=r"^You have approved K0 already: a second owner must, too\.$"):
        once.approved(entered, on=TODAY, who="orla", owners=OWNERS, shut=all_there)
    twice = once.approved(entered, on=TODAY, who="tomasz", owners=OWNERS, shut=all_there)
    assert twice.state(entered, TODAY) is GrantState.APPROVED


def test_a_sole_owner_gives_a_reason_and_a_limit_instead_of_a_second_approval() -> None:
    entered = system()
    grant = asked(entered, level=AccessLevel.ADMIN)

    def approve(**said: str) -> AccessGrant:
        return grant.approved(entered, on=TODAY, who="me", owners=("me",), shut=all_there, **said)

    with pytest.raises(RuleBroken, match=r"^Another owner approves this; alone, say why it is needed\.$"):
        approve(limit="two weeks")
    with pytest.raises(RuleBroken, match=r"^What limits this access\?"):
        approve(reason="the site is down")
    assert approve(reason="the site is down", limit="two weeks").is_approved(entered)


def test_money_needs_a_limit_even_with_two_owners_and_it_counts_only_after_the_second() -> None:
    entered = system(DataClass.MONEY)
    grant = asked(entered)
    with pytest.raises(
        RuleBroken, match=r"^What limits this access\? Say it, as in “read only” or an amount\.$"
    ):
        grant.approved(entered, on=TODAY, who="orla", owners=OWNERS, shut=all_there)
    once = grant.approved(entered, on=TODAY, who="orla", owners=OWNERS, shut=all_there, limit="read only")
    assert once.limit(entered) == ""
    twice = once.approved(entered, on=TODAY, who="tomasz", owners=OWNERS, shut=all_there)
    assert twice.limit(entered) == "read only"


def test_only_owners_approve_and_only_for_the_system_that_was_asked_for() -> None:
    entered = system()
    with pytest.raises(RuleBroken, match=r"^Only an owner can approve K0\.$"):
        asked(entered).approved(entered, on=TODAY, who="niamh", owners=OWNERS, shut=all_there)
    with pytest.raises(RuleBroken, match=r"^K0 does not enter Ledger\.$"):
        asked(entered).approved(system(name="Ledger"), on=TODAY, who="orla", owners=OWNERS, shut=all_there)


def test_what_nobody_approved_is_not_given() -> None:
    entered = system()
    with pytest.raises(RuleBroken, match=r"^K0 waits for approval: approve it first\.$"):
        asked(entered).given(entered, on=TODAY, who="orla", shut=all_there)


# Where it stands


def test_the_state_follows_from_the_dates() -> None:
    entered = system()
    grant = active(entered, expires_on=date(2026, 10, 1))
    assert grant.state(entered, TODAY) is GrantState.ACTIVE
    assert grant.state(entered, TODAY + timedelta(days=89)) is GrantState.ACTIVE
    assert grant.state(entered, TODAY + timedelta(days=90)) is GrantState.REVIEW_DUE
    assert grant.state(entered, date(2026, 10, 1)) is GrantState.REVIEW_DUE
    assert grant.state(entered, date(2026, 10, 2)) is GrantState.REVOKE_DUE
    assert grant.state(entered, date(2026, 5, 30), ends=date(2026, 5, 29)) is GrantState.REVOKE_DUE
    off = grant.suspended("on leave", on=TODAY, who="orla")
    assert off.state(entered, TODAY) is GrantState.SUSPENDED
    assert off.state(entered, date(2026, 10, 2)) is GrantState.REVOKE_DUE


@pytest.mark.parametrize(
    ("entered", "level", "days"),
    [
        (system(), AccessLevel.EDIT, 90),
        (system(), AccessLevel.ADMIN, 30),
        (system(DataClass.MONEY), AccessLevel.VIEW, 30),
        (system(DataClass.CLIENT), AccessLevel.EDIT, 90),
    ],
)
def test_sensitive_access_is_looked_at_every_month(entered: System, level: AccessLevel, days: int) -> None:
    grant = active(entered, level=level)
    assert grant.review_due_on(entered) == TODAY + timedelta(days=days)
    later = grant.reviewed(on=TODAY + timedelta(days=5), who="orla")
    assert later.review_due_on(entered) == TODAY + timedelta(days=days + 5)


def test_a_revoked_access_is_closed_once_somebody_has_seen_it_gone() -> None:
    entered = system()
    grant = active(entered)
    with pytest.raises(RuleBroken, match=r"^K0 is not revoked: revoke it, then look whether it is gone\.$"):
        grant.seen_gone("tried it", on=TODAY, who="orla")
    gone = grant.taken_back(on=TODAY, who="orla")
    assert gone.state(entered, TODAY) is GrantState.REVOKED
    with pytest.raises(RuleBroken, match=r"^How do you know it is gone\?"):
        gone.seen_gone(" ", on=TODAY, who="orla")
    assert gone.seen_gone("tried it", on=TODAY, who="orla").state(entered, TODAY) is GrantState.CLOSED
    with pytest.raises(RuleBroken, match=r"^K0 is over: ask for a new access\.$"):
        gone.extended(date(2026, 9, 1), on=TODAY)


def test_a_shared_secret_is_changed_before_the_access_is_closed() -> None:
    entered = system(shared_login=True)
    grant = active(entered, method=AccessMethod.SHARED_ITEM, vault_item="webhost")
    seen = grant.taken_back(on=TODAY, who="orla").seen_gone("not in the vault", on=TODAY, who="orla")
    assert seen.state(entered, TODAY) is GrantState.REVOKED
    assert seen.rotated(on=TODAY, who="orla").state(entered, TODAY) is GrantState.CLOSED
    with pytest.raises(RuleBroken, match=r"^K0 shares no secret"):
        active(system()).rotated(on=TODAY, who="orla")


def test_a_request_is_withdrawn_and_an_access_is_revoked() -> None:
    entered = system()
    assert asked(entered).called_off(on=TODAY, who="orla").state(entered, TODAY) is GrantState.WITHDRAWN
    with pytest.raises(RuleBroken, match=r"^K0 was given: revoke it instead\.$"):
        active(entered).called_off(on=TODAY, who="orla")
    with pytest.raises(RuleBroken, match=r"^K0 was not given yet\.$"):
        asked(entered).taken_back(on=TODAY, who="orla")


# Keeping it small


def test_narrowing_lowers_the_level_and_remembers_the_one_before() -> None:
    grant = active(system(), level=AccessLevel.EDIT).narrowed(on=TODAY, who="orla", level=AccessLevel.VIEW)
    assert (grant.level, grant.reviews[-1].level_before) == (AccessLevel.VIEW, AccessLevel.EDIT)
    with pytest.raises(RuleBroken, match=r"^edit is more than view: ask for a new access instead\.$"):
        grant.narrowed(on=TODAY, who="orla", level=AccessLevel.EDIT)
    with pytest.raises(RuleBroken, match=r"^What is taken away\?"):
        grant.narrowed(on=TODAY, who="orla", level=AccessLevel.VIEW)
    assert grant.narrowed(on=TODAY, who="orla", scope="two files").scope == "two files"


def test_a_drill_says_how_it_was_seen_to_be_gone() -> None:
    grant = active(system())
    assert grant.drilled("login refused", on=TODAY, who="orla").drills[0].how == "login refused"
    with pytest.raises(RuleBroken, match=r"^K0 is not switched on\.$"):
        grant.suspended("leave", on=TODAY, who="orla").drilled("login refused", on=TODAY, who="orla")


def test_extending_keeps_to_the_engagement_and_the_180_days() -> None:
    grant = active(system())
    assert grant.extended(date(2026, 9, 1), on=date(2026, 7, 30)).expires_on == date(2026, 9, 1)
    with pytest.raises(RuleBroken, match=r"^The engagement ends on 2026-08-15"):
        grant.extended(date(2026, 9, 1), on=date(2026, 7, 30), engagement_end=date(2026, 8, 15))


def test_an_access_that_has_expired_is_extended_before_it_is_switched_on() -> None:
    entered, late = system(), date(2026, 8, 2)
    approved = asked(entered).approved(entered, on=TODAY, who="orla", owners=OWNERS, shut=all_there)
    with pytest.raises(RuleBroken, match=r"^K0 has expired: extend it before it is given\.$"):
        approved.given(entered, on=late, who="orla", shut=all_there)
    off = active(entered).suspended("leave", on=TODAY, who="orla")
    with pytest.raises(RuleBroken, match=r"^K0 has expired: extend it before it is given\.$"):
        off.resumed(entered, on=late, shut=all_there)
    extended = off.extended(date(2026, 9, 1), on=late)
    assert extended.resumed(entered, on=late, shut=all_there).is_open


def test_what_is_suspended_has_a_reason_and_what_is_not_is_not_resumed() -> None:
    entered = system()
    with pytest.raises(RuleBroken, match=r"^Why\? Give the reason in a few words\.$"):
        active(entered).suspended(" ", on=TODAY, who="orla")
    with pytest.raises(RuleBroken, match=r"^K0 is not suspended\.$"):
        active(entered).resumed(entered, on=TODAY, shut=all_there)


def test_nothing_is_approved_or_given_twice() -> None:
    entered = system()
    with pytest.raises(RuleBroken, match=r"^K0 is active already\.$"):
        active(entered).given(entered, on=TODAY, who="orla", shut=all_there)
    with pytest.raises(RuleBroken, match=r"^K0 is approved already\.$"):
        active(entered).approved(entered, on=TODAY, who="tomasz", owners=OWNERS, shut=all_there)


def test_use_and_second_factor_are_noted_and_a_request_is_not_reviewed() -> None:
    grant = active(system()).used(TODAY).with_second_factor()
    assert (grant.last_used, grant.mfa_ok) == (TODAY, True)
    assert asked().review_due_on(system()) is None


ENDED = date(2026, 5, 8)


def test_nothing_is_given_or_switched_on_after_the_engagement_ended() -> None:
    entered = system()
    approved = asked(entered).approved(entered, on=TODAY, who="orla", owners=OWNERS, shut=all_there)
    said = r"^The engagement of K0 ended on 2026-05-08: nothing is switched on after it\.$"
    with pytest.raises(RuleBroken, match=said):
        approved.given(entered, on=TODAY, who="orla", shut=all_there, engagement_end=ENDED)
    off = active(entered).suspended("on holiday", on=TODAY, who="orla")
    with pytest.raises(RuleBroken, match=said):
        off.resumed(entered, on=TODAY, shut=all_there, engagement_end=ENDED)
    assert approved.given(entered, on=ENDED, who="orla", shut=all_there, engagement_end=ENDED).is_open


def test_giving_keeps_the_second_factor_that_was_seen_before() -> None:
    entered = system()
    approved = asked(entered).approved(entered, on=TODAY, who="orla", owners=OWNERS, shut=all_there)
    seen = approved.with_second_factor()
    assert seen.given(entered, on=TODAY, who="orla", shut=all_there).mfa_ok


# Gone is what was seen since it was taken back


def gone(entered: System, **fields: Any) -> AccessGrant:
    taken = active(entered, **fields).taken_back(on=TODAY, who="orla")
    return taken.seen_gone("tried to log in", on=TODAY, who="orla")


def test_taking_back_that_is_undone_leaves_an_access_open_whatever_was_seen() -> None:
    again = gone(system()).but(revoked=None)
    assert (again.is_open, again.is_closed, again.state(system(), TODAY)) == (True, False, GrantState.ACTIVE)


def test_an_access_taken_back_anew_is_looked_at_anew() -> None:
    again = gone(system()).but(revoked=None).taken_back(on=TODAY, who="orla")
    assert again.state(system(), TODAY) is GrantState.REVOKED
    earlier = gone(system()).but(revoked=Stamp(on=TODAY + timedelta(days=1)))
    assert not earlier.is_closed


def test_a_secret_counts_as_changed_only_since_it_is_no_longer_shown() -> None:
    shared: dict[str, Any] = {"method": AccessMethod.SHARED_ITEM, "vault_item": "webhost"}
    with pytest.raises(RuleBroken, match=r"is not revoked: revoke it, then change the secret"):
        active(system(), **shared).rotated(on=TODAY, who="orla")
    seen = gone(system(), **shared)
    assert not seen.but(secret_rotated=Stamp(on=TODAY - timedelta(days=60))).is_closed
    assert seen.rotated(on=TODAY, who="orla").is_closed


# No path around the gate

VERBS = ("approve", "second", "give", "review", "suspend", "resume", "extend", "waive", "revoke", "verify")


@settings(max_examples=150)
@given(
    st.sampled_from(DataClass),
    st.sampled_from(AccessLevel),
    st.lists(st.tuples(st.sampled_from(VERBS), st.booleans()), max_size=12),
)
def test_no_order_of_verbs_switches_an_access_on_behind_a_shut_gate_without_a_waiver(
    data_class: DataClass, level: AccessLevel, path: list[tuple[str, bool]]
) -> None:
    entered = system(data_class)
    grant = asked(entered, level=level)
    for verb, is_open in path:
        shut = all_there if is_open else unsigned
        was_open = grant.is_open
        try:
            grant = _done(grant, entered, verb, shut)
        except RuleBroken:
            continue
        if grant.is_open and not was_open:
            assert is_open or grant.waivers, verb
            assert grant.is_approved(entered)
        assert grant.is_closed is (grant.verified is not None)


def _done(
    grant: AccessGrant, entered: System, verb: str, shut: Callable[[Gate], Sequence[str]]
) -> AccessGrant:
    steps: dict[str, Callable[[], AccessGrant]] = {
        "approve": lambda: grant.approved(
            entered, on=TODAY, who="orla", owners=OWNERS, shut=shut, limit="read only"
        ),
        "second": lambda: grant.approved(
            entered, on=TODAY, who="tomasz", owners=OWNERS, shut=shut, limit="read only"
        ),
        "give": lambda: grant.given(entered, on=TODAY, who="orla", shut=shut),
        "review": lambda: grant.reviewed(on=TODAY, who="orla"),
        "suspend": lambda: grant.suspended("leave", on=TODAY, who="orla"),
        "resume": lambda: grant.resumed(entered, on=TODAY, shut=shut),
        "extend": lambda: grant.extended(date(2026, 9, 1), on=TODAY),
        "waive": lambda: grant.waived(
            entered, "starts today", TODAY + timedelta(days=3), on=TODAY, who="orla", shut=shut
        ),
        "revoke": lambda: grant.taken_back(on=TODAY, who="orla"),
        "verify": lambda: grant.seen_gone("tried it", on=TODAY, who="orla"),
    }
    return steps[verb]()
