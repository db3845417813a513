"""The two of the demo who might write the newsletter."""

from models.agreements import Agreement, AgreementKind
from models.candidate_parts import RatePer, Terms
from models.candidates import Candidate
from models.evidence import Authorship, Sample
from models.ratings import Method
from models.role_parts import SourceKind
from models.roles import Role
from models.stages import Stage
from store.demo_calendar import ORLA, day
from store.demo_search import Given, Step, asked, interview, rated, referee, trial, walked
from store.library import reference_script

_TALK, _TRIAL = Method.STRUCTURED_INTERVIEW, Method.PAID_TRIAL
_WAY = (
    *(Step(Stage.CONTACTED, -45), Step(Stage.SCREENED, -40), Step(Stage.INTERVIEWED, -33)),
    *(Step(Stage.REFERENCES, -29), Step(Stage.PAID_TRIAL, -25)),
)


def ruairi(role: Role) -> Candidate:
    """Returns Ruairí Keane, whose samples are better than his trial piece."""
    found = _writer(
        role,
        "Ruairí Keane",
        contact="ruairi.keane@post.example",
        terms=Terms.of(rate=260_00, per=RatePer.MONTH, start=day(-14)),
        source=SourceKind.LINKEDIN,
        posting=role.postings[0].key,
    )
    found = found.with_evidence(
        trial(
            "One newsletter and two posts",
            90_00,
            {"A piece that only we could have sent": False, "One round of changes at most": True},
            "Well written, and it could be anybody's.",
            first=-25,
            last=-22,
            passed=False,
        )
    )
    found = _vouched(found, "Sinéad Moore", "editor, 1 year", "Reliable enough; needed one reminder.")
    found = rated(
        found,
        role,
        (
            Given("SK", ORLA, 5, Method.PORTFOLIO, "Three pieces for firms like ours, all strong.", -33),
            Given("SK", ORLA, 3, _TRIAL, "The trial piece was generic and needed our examples.", -22),
            Given("UB", ORLA, 3, _TALK, "Told the goal in his own words, asked about length.", -33),
            Given("RE", ORLA, 3, Method.REFERENCE, "Sinéad Moore: on time after one reminder.", -27),
            Given("CO", ORLA, 4, _TALK, "Same-day answers, nothing to ask again.", -33),
            Given("AV", ORLA, 3, Method.CLAIM, "Says two days a month are free.", -33),
        ),
    )
    return walked(found, role, _WAY)


def hana(role: Role) -> Candidate:
    """Returns Hana Sato; one of her referees has not answered."""
    found = _writer(
        role,
        "Hana Sato",
        contact="hana@sato.example",
        terms=Terms.of(rate=240_00, per=RatePer.MONTH, start=day(-14), notice_days=30),
        source=SourceKind.JOB_BOARD,
        posting=role.postings[1].key,
    )
    found = found.with_evidence(
        trial(
            "One newsletter and two posts",
            90_00,
            {"A piece that only we could have sent": True, "One round of changes at most": True},
            "One sentence changed, then it was sent.",
            first=-25,
            last=-22,
        )
    )
    found = _vouched(found, "Brid Nolan", "head of marketing, 3 years", "Early more often than on time.")
    found = found.with_evidence(
        referee("Kenji Ito", "client, 1 year", "by mail", on=-29, reminded=(-26, -21))
    )
    found = rated(
        found,
        role,
        (
            Given("SK", ORLA, 5, Method.PORTFOLIO, "Tax explained to cafés: clear, and funny once.", -33),
            Given("SK", ORLA, 4, _TRIAL, "The trial piece needed one change and was sent.", -22),
            Given("UB", ORLA, 4, _TALK, "Asked which clients we want more of, unprompted.", -33),
            Given("RE", ORLA, 4, Method.REFERENCE, "Brid Nolan: early more often than on time.", -27),
            Given("CO", ORLA, 4, _TALK, "Same-day answers, short and whole.", -33),
            Given("AV", ORLA, 3, Method.CLAIM, "Says she has the two days a month we need.", -33),
        ),
    )
    return walked(found, role, (*_WAY, Step(Stage.DECISION, -21), Step(Stage.OFFER, -21)))


def _writer(role: Role, name: str, **fields: object) -> Candidate:
    found = asked(Candidate.entering(role, name, **fields), role, -40)
    notes = {
        "SK": "Would begin with a question that a client has asked.",
        "UB": "Told us for whom the newsletter is.",
        "RE": "Named a late piece, and what was done about it.",
        "CO": "Wrote the message in four sentences.",
        "AV": "Two days a month.",
    }
    found = found.with_evidence(interview(role, -33, notes, minutes=30))
    sample = Sample.of(title="Three pieces for small firms", quality=5, relevance=4)
    return found.with_evidence(sample.verified(Authorship.CONFIRMED, "Published under the own name."))


def _vouched(found: Candidate, name: str, relation: str, words: str) -> Candidate:
    request = referee(name, relation, "by mail", on=-29)
    return found.with_evidence(request.answered([(reference_script()[1], words)], day(-27)))


def hanas_paper(candidate: Candidate) -> Agreement:
    """Returns the confidentiality agreement that was signed before the trial."""
    paper = Agreement.of(
        kind=AgreementKind.NDA,
        party=candidate.name,
        candidate=candidate.uid,
        term_end=day(705),
        survival_until=day(1_435),
    )
    return paper.sent(day(-28)).signed(day(-27)).countersigned(day(-26))
