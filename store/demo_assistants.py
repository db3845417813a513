"""The three of the demo who might assist with clients."""

from models.candidate_parts import AgencyFacts, Person, Screened, Terms
from models.candidates import Candidate
from models.evidence import Authorship, Sample
from models.helpers import HelperKind
from models.ratings import Method
from models.role_parts import KnockOutState, SourceKind
from models.roles import Role
from models.stages import Stage
from store.demo_calendar import ORLA, TOMASZ, day
from store.demo_search import Given, Step, asked, interview, rated, referee, replies, trial, walked
from store.library import reference_script

_NO_CLIENTS = "The twenty chases of the trial are old ones with every name changed."
_TALK, _TRIAL, _PAPER = Method.STRUCTURED_INTERVIEW, Method.PAID_TRIAL, Method.DOCUMENT
_CHASES = {
    "Twenty chases sent, each with the date by which we need it": True,
    "The log says who was asked, when, and when to ask again": True,
    "No client is asked twice on one day": True,
}


def ines(role: Role) -> Candidate:
    """Returns Ines Carvalho: good work, two late replies, referees who never answered."""
    found = Candidate.entering(
        role,
        "Ines Carvalho",
        contact="ines@carvalho.example",
        zone="Europe/Lisbon",
        terms=Terms.of(rate=17_00, minutes_week=1_200, start=day(-13)),
        source=SourceKind.MARKETPLACE,
        posting=role.postings[0].key,
        profile_url="https://upwork.example/ines-carvalho",
        platform_rating=49,
        n_reviews=31,
    )
    found = asked(found, role, -41)
    notes = {
        "SK": "Would sort by age, then write to the oldest first; checks the bank feed before asking.",
        "UB": "Said it back well, and asked who decides what is allowable.",
        "CO": "The message was short and said what would happen next.",
        "DH": "Tell us at once, have it deleted, note what happened.",
        "AV": "Twenty hours, mornings for certain; nobody to stand in.",
    }
    found = found.with_evidence(interview(role, -34, notes))
    for name, relation in (("Marta Reis", "client, 2 years"), ("Paulo Dias", "client, 8 months")):
        request = referee(name, relation, "by mail", on=-29, reminded=(-26, -21))
        found = found.with_evidence(request.unanswered(day(-15)))
    for message in replies("questions on the trial", (95, 1_560, 140, 1_860, 120), on=-27):
        found = found.with_evidence(message)
    done = trial(
        "Chase twenty missing receipts", 102_00, _CHASES, "Clean work, on time.", first=-25, last=-20
    )
    found = found.with_evidence(done)
    found = rated(
        found,
        role,
        (
            Given("SK", ORLA, 4, _TRIAL, "Twenty chases, fit to send; one date was wrong.", -20),
            Given("SK", TOMASZ, 4, _TRIAL, "The log was complete and easy to read.", -20),
            Given("UB", ORLA, 4, _TALK, "Asked who decides what is allowable before I said it.", -34),
            Given("CO", ORLA, 4, _TALK, "Short and clear all through the interview.", -34),
            Given("CO", TOMASZ, 2, _TRIAL, "Two replies in the trial took 26 and 31 hours.", -20),
            Given("DH", ORLA, 3, _PAPER, "Her written routine: own account, second factor, lock.", -33),
            Given("AV", ORLA, 4, Method.CLAIM, "Says she has twenty hours a week, mornings ours.", -34),
        ),
    )
    return walked(
        found,
        role,
        (
            *(Step(Stage.CONTACTED, -46), Step(Stage.SCREENED, -41), Step(Stage.INTERVIEWED, -34)),
            *(
                Step(Stage.REFERENCES, -29),
                Step(Stage.PAID_TRIAL, -25, _NO_CLIENTS),
                Step(Stage.DECISION, -18),
            ),
        ),
    )


def niamh(role: Role) -> Candidate:
    """Returns Niamh Doyle, who is certain of the highest score."""
    found = Candidate.entering(
        role,
        "Niamh Doyle",
        contact="niamh.doyle@post.example",
        zone="Europe/Dublin",
        terms=Terms.of(rate=19_00, minutes_week=660, overlap_minutes_week=600, start=day(-7), notice_days=14),
        source=SourceKind.REFERRAL,
        referrer=Person.of(name="Aoife Lynch", relation="client", thanked_on=day(-15)),
        note="Six years in a solicitor's office; could go up to fourteen hours.",
    )
    found = asked(found, role, -41)
    notes = {
        "SK": "Would ring the three oldest before writing to anybody.",
        "UB": "Saw that the brief says nothing about clients who send paper.",
        "RE": "A filing at the solicitor's: warned two days before, moved the hearing bundle.",
        "CO": "Two lines to the client, one to us, and when she would write again.",
        "DH": "Stop, tell us, tell the one it reached, write down the times.",
        "AV": "Eleven hours, Tuesday to Thursday mornings.",
    }
    found = found.with_evidence(interview(role, -33, notes))
    script = reference_script()
    for name, relation, words in (
        ("Deirdre Walsh", "head of her office, 4 years", "Never missed a court date; twice she caught ours."),
        ("Colm Byrne", "solicitor, 2 years", "On time, and said so early when something slipped."),
    ):
        request = referee(name, relation, "by telephone", on=-29)
        found = found.with_evidence(request.answered([(script[0], relation), (script[1], words)], day(-27)))
    for message in replies("questions on the trial", (70, 95, 130, 150, 160, 175, 190, 220, 240), on=-29):
        found = found.with_evidence(message)
    found = found.with_evidence(
        trial(
            "Chase twenty missing receipts",
            114_00,
            _CHASES,
            "One slip, found by herself.",
            first=-25,
            last=-20,
        )
    )
    found = rated(
        found,
        role,
        (
            Given("SK", ORLA, 4, _TRIAL, "Twenty chases with one slip, which she found herself.", -20),
            Given("SK", TOMASZ, 4, _TRIAL, "Wrote better reminders than our own template.", -20),
            Given("UB", ORLA, 5, _TALK, "Found the gap about clients who send paper.", -33),
            Given("RE", ORLA, 5, Method.REFERENCE, "Deirdre Walsh: never missed a court date in years.", -27),
            Given("RE", TOMASZ, 4, Method.REFERENCE, "Colm Byrne: on time, warns early when not.", -27),
            Given("RE", TOMASZ, 5, _TRIAL, "Each of the trial's three dates was kept.", -20),
            Given("CO", ORLA, 4, _TALK, "Short answers, with what she would do next.", -33),
            Given("CO", TOMASZ, 5, _TRIAL, "Nine replies, the middle one after 2 h 40.", -20),
            Given("DH", ORLA, 4, _PAPER, "Her old office's data rules, which she keeps to.", -33),
            Given("AV", ORLA, 3, Method.CLAIM, "Says that eleven hours are hers to give.", -33),
        ),
    )
    return walked(
        found,
        role,
        (
            *(Step(Stage.CONTACTED, -46), Step(Stage.SCREENED, -41), Step(Stage.INTERVIEWED, -33)),
            *(Step(Stage.REFERENCES, -29), Step(Stage.PAID_TRIAL, -25, _NO_CLIENTS)),
            *(Step(Stage.DECISION, -18), Step(Stage.OFFER, -18)),
        ),
    )


def bluebell(role: Role) -> Candidate:
    """Returns the agency, whose data policy nobody has seen before the decision."""
    found = Candidate.entering(
        role,
        "Bluebell Assist",
        kind=HelperKind.AGENCY,
        contact="Grace Tan, grace@bluebell.example",
        terms=Terms.of(rate=27_00, minutes_week=720, min_term_months=3, notice_days=30),
        agency=AgencyFacts.of(
            named_assistant="Grace Tan",
            supervisor="Ruth Ames",
            backup="named on request",
            replacement_days=2,
            subcontracts=False,
            screened=(Screened.of(text="References of every assistant"),),
        ),
        source=SourceKind.AGENCY,
    )
    unsaid = (KnockOutState.UNKNOWN, "Asked for their agreement and their data policy; neither has come.")
    found = asked(found, role, -41, KO1=unsaid)
    notes = {
        "SK": "Has a list of her own for each client, and shows how it works.",
        "UB": "Told the aim in her own words and asked about the portal.",
        "RE": "A colleague took over on the day she was ill.",
        "CO": "Clear and friendly; said when she would come back to us.",
        "DH": "“The office has a policy”; she would have to ask.",
        "AV": "Twelve hours, and a colleague within two days.",
    }
    found = found.with_evidence(interview(role, -32, notes))
    sample = Sample.of(title="Chase log of another client, names removed", quality=3, relevance=4)
    found = found.with_evidence(
        sample.verified(Authorship.CONFIRMED, "Grace walked us through it, row by row.")
    )
    request = referee("Owen Price", "client of the agency, 1 year", "by telephone", on=-29)
    said = [(reference_script()[1], "All dates kept; the cover worked when Grace was ill.")]
    found = found.with_evidence(request.answered(said, day(-26)))
    found = rated(
        found,
        role,
        (
            Given("SK", ORLA, 3, Method.PORTFOLIO, "A chase log of hers: sound, a little coarse.", -32),
            Given("UB", ORLA, 4, _TALK, "Told the aim in her own words, asked about the portal.", -32),
            Given("RE", ORLA, 4, Method.REFERENCE, "Owen Price: every date kept, cover worked.", -26),
            Given("CO", ORLA, 5, _TALK, "Answered what was asked and named the next step.", -32),
            Given("CO", TOMASZ, 4, _TALK, "Clear, now and then a little long.", -32),
            Given("AV", ORLA, 5, Method.CLAIM, "Says twelve hours, with a colleague as cover.", -32),
        ),
    )
    return walked(
        found,
        role,
        (
            *(Step(Stage.CONTACTED, -46), Step(Stage.SCREENED, -41), Step(Stage.INTERVIEWED, -32)),
            Step(Stage.REFERENCES, -29),
        ),
    )
