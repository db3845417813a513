"""Transfers by the ways their class allows, and incidents with the 72-hour clock."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from models.brief import DataClass
from models.document import RuleBroken
from models.security import (
    ALLOWED,
    Direction,
    Incident,
    SecurityRecord,
    Transfer,
    TransferMethod,
    running_clocks,
)

TODAY = date(2026, 5, 12)
KNOWN = datetime(2026, 5, 11, 9, tzinfo=UTC)


def transfer(**fields: Any) -> Transfer:
    said = {"on": TODAY, "what": "bank statements", "data_class": DataClass.CLIENT, "method": "portal"}
    return Transfer.of(**{**said, **fields})


def incident(**fields: Any) -> SecurityRecord:
    said = {
        "what": "wrong client copied in",
        "known_at": KNOWN,
        "data_class": DataClass.CLIENT,
        "personal": True,
    }
    return SecurityRecord.of(incident=Incident.of(**{**said, **fields}))


@pytest.mark.parametrize("data_class", [DataClass.CLIENT, DataClass.MONEY])
def test_client_data_is_not_sent_by_plain_mail(data_class: DataClass) -> None:
    with pytest.raises(RuleBroken) as refused:
        SecurityRecord.of(transfer=transfer(data_class=data_class, method=TransferMethod.PLAIN_EMAIL))
    assert str(refused.value) == (
        "Client data isn't sent by plain e-mail. Pick another way, or log what happened as an incident."
    )


def test_what_was_sent_by_plain_mail_all_the_same_is_an_incident() -> None:
    sent = transfer(method=TransferMethod.PLAIN_EMAIL)
    logged = incident().but(transfer=sent)
    assert logged.incident is not None
    with pytest.raises(RuleBroken, match=r"^Client data isn't sent by plain e-mail"):
        logged.but(incident=None)


@pytest.mark.parametrize("data_class", DataClass)
@pytest.mark.parametrize("method", TransferMethod)
def test_each_class_travels_by_the_ways_that_are_allowed_and_no_other(
    data_class: DataClass, method: TransferMethod
) -> None:
    sent = transfer(data_class=data_class, method=method)
    assert (sent.refusal == "") is (method in ALLOWED[data_class])


def test_a_more_confidential_class_has_no_way_that_a_lesser_one_lacks() -> None:
    ways = [ALLOWED[each] for each in DataClass]
    assert all(after <= before for before, after in pairwise(ways))


def test_a_link_without_an_end_and_a_copy_that_may_still_lie_there_are_warned_of() -> None:
    link = transfer(method=TransferMethod.SECURE_LINK)
    assert link.warnings(TODAY) == ("The link never expires: set its last day.",)
    over = link.but(link_expires=TODAY - timedelta(days=1))
    assert over.warnings(TODAY) == ("Nobody has confirmed that the copy is deleted: ask, and note the day.",)
    confirmed = SecurityRecord.of(transfer=over).deletion_confirmed(TODAY).transfer
    assert confirmed is not None
    assert confirmed.warnings(TODAY) == ()
    assert over.but(direction=Direction.FROM_HELPER).warnings(TODAY) == ()
    assert link.but(data_class=DataClass.INTERNAL).warnings(TODAY) == ()


def test_a_record_says_something() -> None:
    with pytest.raises(RuleBroken, match=r"^What happened\? Describe the transfer or the incident\.$"):
        SecurityRecord.of()


def test_a_secret_has_no_place_in_a_record() -> None:
    with pytest.raises(RuleBroken, match=r"^Looks like a password or token\. Store it in your vault"):
        transfer(what="the login, password: hunter22")


def test_the_clock_of_an_incident_runs_for_72_hours_from_when_it_was_known() -> None:
    record = incident()
    assert running_clocks([record], KNOWN + timedelta(hours=41)) == [(record, 31 * 60)]
    assert running_clocks([record], KNOWN + timedelta(hours=73)) == [(record, -60)]


def test_the_most_urgent_clock_comes_first() -> None:
    later = incident(known_at=KNOWN + timedelta(hours=5))
    first = incident()
    assert [each for each, _ in running_clocks([later, first], KNOWN + timedelta(hours=6))] == [first, later]


@pytest.mark.parametrize(
    "stopped",
    [
        incident(personal=False),
        incident().told("Data Protection Commission", at=KNOWN, is_authority=True),
        incident().not_notified("Only an empty template was sent."),
    ],
)
def test_the_clock_stands_still_where_nothing_is_to_be_decided(stopped: SecurityRecord) -> None:
    assert running_clocks([stopped], KNOWN) == []


def test_telling_the_client_does_not_stop_the_clock() -> None:
    assert running_clocks([incident().told("Aoife Lynch", at=KNOWN)], KNOWN) != []


def test_an_incident_is_closed_once_it_is_contained_decided_and_learned_from() -> None:
    record = incident()
    with pytest.raises(RuleBroken, match=r"^I0 is not contained yet: enter the day on which it was\.$"):
        record.closed("Two pairs of eyes.", on=TODAY)
    contained = record.contained(TODAY)
    with pytest.raises(RuleBroken, match=r"^I0 concerns facts about people"):
        contained.closed("Two pairs of eyes.", on=TODAY)
    decided = contained.not_notified("Only an empty template was sent.")
    with pytest.raises(RuleBroken, match=r"^What changes, so that it does not happen again\?$"):
        decided.closed(" ", on=TODAY)
    closed = decided.closed("Two pairs of eyes.", on=TODAY)
    assert closed.incident is not None
    assert closed.incident.closed_on == TODAY


def test_an_incident_is_not_put_away_while_it_spreads_or_its_clock_runs() -> None:
    record = incident()
    with pytest.raises(RuleBroken, match=r"^I0 is not contained yet: enter the day on which it was\.$"):
        record.put_away(KNOWN)
    contained = record.contained(TODAY)
    with pytest.raises(RuleBroken, match=r"^I0 concerns facts about people"):
        contained.put_away(KNOWN)
    assert contained.not_notified("Only an empty template was sent.").put_away(KNOWN).archived == KNOWN
    assert SecurityRecord.of(transfer=transfer()).put_away(KNOWN).archived == KNOWN


def test_a_reason_is_written_where_the_authority_is_not_told() -> None:
    with pytest.raises(RuleBroken, match=r"^Why need the authority not be told\?"):
        incident().not_notified(" ")


def test_a_transfer_has_no_incident_to_close_and_an_incident_no_copy_to_delete() -> None:
    with pytest.raises(RuleBroken, match=r"^I0 is no incident: describe what went wrong first\.$"):
        SecurityRecord.of(transfer=transfer()).contained(TODAY)
    with pytest.raises(RuleBroken, match=r"^I0 is no transfer: there is no copy to delete\.$"):
        incident().deletion_confirmed(TODAY)


def test_nothing_is_known_before_it_happens() -> None:
    with pytest.raises(RuleBroken, match=r"^It was known before it happened: check the two times\.$"):
        incident(happened_at=KNOWN + timedelta(hours=1))


def test_a_transfer_that_went_wrong_becomes_an_incident_and_is_called_by_it() -> None:
    sent = SecurityRecord.of(transfer=transfer())
    assert sent.what == "bank statements"
    wrong = incident().incident
    assert wrong is not None
    assert sent.became_incident(wrong).what == "wrong client copied in"
