"""The one line a candidate begins as: `Ines Carvalho @upwork 4.9/31 17/h 20h/w`; and how one ends."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from models.candidate_parts import Person, RatePer, Reason, Terms
from models.candidates import Candidate, checked_new
from models.dates import quoted, read_date
from models.document import RuleBroken, cleaned
from models.helpers import HelperKind
from models.money import read_money
from models.role_parts import Posting, SourceKind
from models.roles import Role

K = TypeVar("K", bound=StrEnum)

EXAMPLE = "Ines Carvalho @upwork 4.9/31 17/h 20h/w"
"""What a whole line looks like."""
_RATE = re.compile(r"\D{0,3}?(?P<amount>\d[\d.,]*)[€£$¥]?/(?P<per>[a-z]+)", re.IGNORECASE)
_PER = {
    **dict.fromkeys(("h", "hr", "hour"), RatePer.HOUR),
    **dict.fromkeys(("m", "mo", "month"), RatePer.MONTH),
    **dict.fromkeys(("p", "project"), RatePer.PROJECT),
}
_STARS = re.compile(r"(?P<stars>\d[.,]\d)(?P<out_of>/5(?=/))?(?:/(?P<reviews>\d{1,7}))?")
_ENDS_OF_SCALES = (5, 10)
"""What may stand behind a rating and be no count of reviews."""
_HOURS = re.compile(r"(?P<hours>\d{1,3}(?:[.,]\d{1,2})?)h/w(?:k|eek)?", re.IGNORECASE)
_KIND = re.compile(r"(?<!\S)@(?P<kind>[a-z]+(?:[ _-][a-z]+)?):\s*", re.IGNORECASE)
"""A kind of source with its colon; the name of the place, or of who recommends, follows."""
_CONTACT = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|\+?\d[\d-]{6,}")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_PLACES = {
    **dict.fromkeys(("upwork", "fiverr", "guru", "malt", "toptal", "freelancer"), SourceKind.MARKETPLACE),
    **dict.fromkeys(("g2", "capterra", "trustradius", "trustpilot"), SourceKind.REVIEW_SITE),
    "linkedin": SourceKind.LINKEDIN,
}
"""What sort of place some well-known ones are."""
_LEAST = 3
"""Letters that stand for a kind of source or a reason."""


@dataclass(frozen=True)
class CandidateLine:
    """What a line says of a candidate.

    Attributes:
        fields: the fields it sets.
        source: the place after `@`, empty where none is named.
    """

    name: str
    fields: dict[str, Any]
    source: str = ""


def read_candidate(line: str, *, currency: str, today: date) -> CandidateLine:
    r"""Returns what a line says of a candidate; a backslash before a word keeps it in the name.

    Raises:
        RuleBroken: it names nobody, says something twice, or gives a rating without its count.
    """
    name, found = list[str](), dict[str, Any]()
    line, place = _place(cleaned(line), currency, today)
    if place:
        found["source"] = place
    for word in line.split():
        field, value = ("", word[1:]) if word[0] == "\\" and len(word) > 1 else _field(word, currency, today)
        if not field:
            name.append(str(value))
        elif field in found:
            raise RuleBroken(f"{quoted(word)} says a second time what stands on the line: keep one of them.")
        else:
            found[field] = value
    if not name:
        raise RuleBroken(f"Say who it is: {EXAMPLE}.")
    source, stars = found.pop("source", ""), found.pop("stars", None)
    terms: dict[str, Any] = {
        field: found.pop(field) for field in ("rate", "minutes_week", "start") if field in found
    }
    if "rate" in terms:
        terms["rate"], terms["per"] = terms["rate"]
    if stars is not None:
        found["platform_rating"], found["n_reviews"] = stars
    if terms:
        found["terms"] = Terms.of(**terms)
    return CandidateLine(" ".join(name), found, source)


def _place(line: str, currency: str, today: date) -> tuple[str, str]:
    """Returns the line without a source such as `@referral: Anna`, and that source as `referral:Anna`.

    Its name ends at the next word that says something else; before the candidate's name it is one word.
    """
    at = _KIND.search(line)
    kind = _meant(at["kind"], SourceKind) if at else None
    if at is None or kind is None:
        return line, ""
    words = line[at.end() :].split()
    count = next((n for n, word in enumerate(words) if _field(word, currency, today)[0]), len(words))
    count = count if line[: at.start()].strip() else min(count, 1)
    rest = " ".join((line[: at.start()], *words[count:]))
    return rest, f"{kind}:{' '.join(words[:count])}" if count else kind


def _field(word: str, currency: str, today: date) -> tuple[str, Any]:
    if word[0] == "@" and len(word) > 1:
        return "source", word[1:]
    if word[0] == "+" and (kind := _meant(word[1:], HelperKind)):
        return "kind", kind
    if word.casefold().startswith("start:"):
        return "start", read_date(word[6:], today=today)
    if _STARS.fullmatch(word):
        return "stars", read_stars(word)
    if hours := _HOURS.fullmatch(word):
        return "minutes_week", round(float(hours["hours"].replace(",", ".")) * 60)
    if (rate := _RATE.fullmatch(word)) and rate["per"].casefold() in _PER:
        return "rate", read_rate(word, currency)
    if _URL.fullmatch(word):
        return "profile_url", word
    if _CONTACT.fullmatch(word):
        return "contact", word
    return "", word


def read_rate(text: str, currency: str) -> tuple[int, RatePer]:
    """Returns a price such as `17/h`, `€260/mo` or `400/project`: minor units, and what they are for.

    Raises:
        RuleBroken: it is none.
    """
    found = _RATE.fullmatch(text.strip().replace(" ", ""))
    per = _PER.get(found["per"].casefold()) if found else None
    if found is None or per is None:
        raise RuleBroken(f"{quoted(text)} is no price: write it like 17/h, 260/mo or 400/project.")
    return read_money(found["amount"], currency), per


def read_stars(text: str) -> tuple[int, int | None]:
    """Returns a platform's rating such as `4.9/31`: tenths of a star, and of how many reviews.

    Raises:
        RuleBroken: it is none, or lacks its count.
    """
    found = _STARS.fullmatch(text.strip().replace(" ", ""))
    if found is None:
        raise RuleBroken(f"{quoted(text)} is no rating: write it with its count, like 4.9/31.")
    tenths = round(float(found["stars"].replace(",", ".")) * 10)
    if not found["reviews"] or int(found["reviews"]) == 0:
        raise RuleBroken(f"{tenths / 10:.1f} from how many reviews? Enter the count, like 4.9/31.")
    reviews = int(found["reviews"])
    if reviews in _ENDS_OF_SCALES and not found["out_of"]:
        said = f"{tenths / 10:.1f}/{reviews}"
        raise RuleBroken(
            f"{said}: out of {reviews}, or from {reviews} reviews? Write {tenths / 10:.1f}/31 with the count,"
            f" or {tenths / 10:.1f}/5/{reviews} if there are {reviews}."
        )
    return tenths, reviews


def stars_text(tenths: int, reviews: int | None) -> str:
    """Returns a platform's rating the way `read_stars` reads it back."""
    scale = "/5" if reviews in _ENDS_OF_SCALES else ""
    return f"{tenths / 10:.1f}{scale}/{reviews}"


def source_meant(said: str, role: Role) -> Posting | SourceKind:
    """Returns the place that a word names: a posting of the role, a kind of source, or else a new posting.

    Args:
        said: the beginning of a posting's name, a kind such as `referral`, one with a name as in
            `job board: FinCopy`, or the name of a place.
        role: whose postings are known.
    """
    before, colon, place = said.partition(":")
    if colon and (kind := _meant(before.strip(), SourceKind)):
        if kind is SourceKind.REFERRAL or not place.strip():
            return kind
        known = {each.name.casefold(): each for each in role.postings}
        return known.get(place.strip().casefold()) or Posting.of(kind=kind, name=place)
    word = said.casefold().replace("-", "_")
    for posting in role.postings:
        if posting.name.casefold().replace(" ", "_").startswith(word):
            return posting
    if word not in _PLACES and (kind := _meant(word, SourceKind)):
        return kind
    usual = SourceKind.VENDOR if role.kind is HelperKind.SOFTWARE else SourceKind.JOB_BOARD
    return Posting.of(kind=_PLACES.get(word, usual), name=said[:1].upper() + said[1:].replace("_", " "))


def entering(
    line: CandidateLine, role: Role, others: Iterable[Candidate]
) -> tuple[Candidate, Posting | None]:
    """Makes the candidate that a line describes, and the posting of the role that it is the first to name.

    Raises:
        RuleBroken: it is in the role already, or a field is out of bounds.
    """
    source, fields, new = source_meant(line.source, role) if line.source else None, dict(line.fields), None
    if isinstance(source, Posting):
        fields |= {"posting": source.key, "source": source.kind}
        new = source if all(each.key != source.key for each in role.postings) else None
    elif source is not None:
        fields["source"] = source
        if who := line.source.partition(":")[2].strip():
            fields["referrer"] = Person.of(name=who)
    return checked_new(Candidate.entering(role, line.name, **fields), others), new


def read_reason(text: str) -> tuple[Reason, str]:
    """Returns why a candidate is turned down: the reason that the first word names, and the rest.

    Without such a word the reason is another one, in these words.

    Raises:
        RuleBroken: nothing is said.
    """
    first, _, rest = text.strip().partition(" ")
    meant = [each for each in Reason if each not in (Reason.NO_REPLY, Reason.WITHDREW)]
    reason = _meant(first.rstrip(":,"), meant)
    if reason is not None and not (reason is Reason.OTHER and not rest):
        tail = reason.value.partition(" ")[2]
        said = rest.strip()
        if tail and said.casefold().startswith(tail):
            said = said[len(tail) :].lstrip(" :,")
        return reason, said
    if not text.strip():
        words = ", ".join(each.value for each in meant)
        raise RuleBroken(f"Say why, in one of these words and a few of your own: {words}.")
    return Reason.OTHER, text.strip()


def ended_line(reason: Reason | None, says: str) -> str:
    """Returns why a candidate left the search, in words; empty where nothing was said."""
    word = "" if reason in (None, Reason.OTHER) else reason.value
    return ", ".join(filter(None, (word, says and f"“{says}”")))


def _meant(said: str, among: Iterable[K]) -> K | None:
    word = said.casefold().replace("-", "_").replace(" ", "_")
    if len(word) < _LEAST:
        return None
    names = ((each, f"{each.name.casefold()} {each.replace(' ', '_')}") for each in among)
    return next((each for each, said in names if f" {word}" in f" {said}"), None)
