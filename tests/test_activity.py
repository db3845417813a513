"""Activities: which wordings are the same work, why it stays with the owner, what may be decided."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.activity import (
    Activity,
    Confidentiality,
    Decision,
    Keep,
    Verdict,
    by_key,
    category_among,
    merged,
    relinked,
)
from models.audit import TimeEntry
from models.business import Business, Category, OwnCategory
from models.document import RuleBroken
from models.grouping import key

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


def entry(start: datetime = NOW - HOUR, end: datetime | None = NOW, **fields: Any) -> TimeEntry:
    return TimeEntry.of(**{"who": "ob", "start": start, "end": end, "zone": "UTC", "text": "Email", **fields})


def activity(name: str = "Email", **fields: Any) -> Activity:
    return Activity.named(name).but(**fields)


def test_a_long_first_wording_is_shortened_for_the_name_and_known_in_full() -> None:
    text = "Sort the receipts of the second quarter, " * 5
    named = Activity.named(text)
    assert named.name == text[:79] + "…"
    assert key(text) in named.wordings


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"category": "core"}, Keep.CORE),
        ({"category": "personal development"}, Keep.DEVELOPMENT),
        ({"category": "client care"}, Keep.CORE),
        ({"category": "admin"}, None),
        ({"category": None}, None),
        ({"category": "admin", "keep": "legal"}, Keep.LEGAL),
        ({"category": "core", "keep": "free"}, None),
        ({"category": "core", "delegable_share": 20}, None),
    ],
)
def test_work_stays_with_the_owner_by_its_category_or_by_what_was_said(
    fields: dict[str, Any], reason: Keep | None
) -> None:
    own = OwnCategory(name="Client care", rolls_up_to=Category.CORE)
    assert activity(**fields).kept_for(Business.of(categories=(own,))) is reason


@pytest.mark.parametrize("verdict", [Verdict.DELEGATE, Verdict.AUTOMATE])
@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"keep": Keep.RELATIONSHIP}, "“Email” is marked “only me: relationship”"),
        ({"confidentiality": Confidentiality.RESTRICTED}, "“Email” is restricted"),
    ],
)
def test_what_only_the_owner_may_do_is_not_given_away(
    verdict: Verdict, fields: dict[str, Any], says: str
) -> None:
    with pytest.raises(RuleBroken, match=says):
        activity(**fields).decided(verdict, at=NOW)
    assert activity(**fields).decided(Verdict.KEEP, at=NOW).decision is not None


@pytest.mark.parametrize(
    "fields", [{"category": "core"}, {"keep": "free"}, {"keep": "core", "delegable_share": 20}]
)
def test_a_category_alone_does_not_forbid_to_delegate(fields: dict[str, Any]) -> None:
    decided = activity(**fields).decided(Verdict.DELEGATE, at=NOW, who="ob", reason="tired of it")
    assert decided.decision == Decision(verdict=Verdict.DELEGATE, at=NOW, who="ob", reason="tired of it")


def test_merged_work_goes_by_all_its_wordings_and_keeps_the_first_category() -> None:
    post = activity("Inbox triage", never_merge=("x",))
    mail = activity("Email", aliases=("mail",), category="admin", never_merge=("y", post.uid))
    one = post.absorbing(mail)
    assert one.wordings >= {key("Inbox triage"), key("Email"), "mail"}
    assert (one.uid, one.name, one.category) == (post.uid, "Inbox triage", "admin")
    assert one.never_merge == ("x", "y")
    assert post.but(category="core").absorbing(mail).category == "core"


def test_merging_puts_the_other_away_and_relinks_its_entries() -> None:
    kept, other = activity("Inbox triage"), activity("Email")
    theirs, foreign = entry(activity=other.uid), entry(activity="elsewhere")
    stays, goes = merged(kept, other, at=NOW)
    moved = relinked([theirs, foreign], kept, other)
    assert (goes.archived, [each.activity for each in moved]) == (NOW, [kept.uid])
    assert [each.uid for each in moved] == [theirs.uid]
    assert by_key([goes, stays])[key("Email")] == stays


def test_an_activity_cannot_be_merged_into_itself() -> None:
    only = activity(number=7)
    with pytest.raises(RuleBroken, match=r"^These are the same work already: A7 Email\.$"):
        merged(only, only, at=NOW)


def test_an_answer_that_two_are_different_is_remembered_once() -> None:
    one, other = activity("Tax return"), activity("Tax refund")
    assert one.unlike(other).unlike(other).never_merge == (other.uid,)


def test_equal_wordings_find_the_first_activity_that_is_not_put_away() -> None:
    gone, here, twin = activity("Email", archived=NOW), activity("Email"), activity("e-mail")
    assert by_key([gone, here, twin]) == {key("Email"): here}


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        (("tax", "admin"), "admin"),
        (("client care",), "client care"),
        (("adm",), None),
        ((), None),
    ],
)
def test_a_tag_that_names_a_category_in_full_sets_it(tags: tuple[str, ...], category: str | None) -> None:
    own = OwnCategory(name="Client care", rolls_up_to=Category.CORE)
    assert category_among(tags, Business.of(categories=(own,))) == category
