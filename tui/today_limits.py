"""Where the day or the limit is set by which a rule of Today finds a line."""

from collections.abc import Mapping

from models.today_line import Line, Rule

FIXED = "fixed: no setting changes it"

SET_IN: Mapping[Rule, str] = {
    Rule.A1: "the last day of the access, or of the work in the terms on the helper's page",
    Rule.A2: FIXED,
    Rule.A3: "the papers on the helper's page, and the waivers on the running list",
    Rule.A4: FIXED,
    Rule.A5: "the owners, in the settings",
    Rule.B1: "the day it charges, in the trial on the candidate's page",
    Rule.B2: "the renewal and its notice, in the terms of the helper or the trial of the candidate",
    Rule.B3: "the last day, on the form of the paper",
    Rule.B4: "the last day of the access, or of the work in the terms on the helper's page",
    Rule.B5: "the end and the hours, in the trial on the candidate's page",
    Rule.C1: "the due day, on the running list",
    Rule.C2: "work days, in the settings; the rest is fixed",
    Rule.C3: "work days, in the settings; the rest is fixed",
    Rule.C4: "work days, in the settings; the rest is fixed",
    Rule.C5: "work days, in the settings; the rest is fixed",
    Rule.D1: "the rhythm, under Talking on the helper's page",
    Rule.D2: "the due day, on the running list",
    Rule.D3: "work days, in the settings; the rest is fixed",
    Rule.D4: "the day, on the form of the milestone",
    Rule.D5: FIXED,
    Rule.D6: "the day, on the form of the feedback",
    Rule.D7: "the follow-up day on the card; its usual distance on the helper's form",
    Rule.D8: "the due day, on the card",
    Rule.D9: "the days of the audit, where it is planned",
    Rule.E1: "the limit, on the helper's form",
    Rule.E2: FIXED,
    Rule.E3: "the hours, in the terms on the helper's page",
    Rule.E4: FIXED,
    Rule.F1: "the cadence, on the form of the goal",
    Rule.F2: FIXED,
    Rule.F3: FIXED,
    Rule.F4: "the months that candidates are kept, in the settings",
    Rule.F5: FIXED,
    Rule.F6: FIXED,
    Rule.F7: FIXED,
}
"""What an owner can set for each rule, and where."""


def set_in(line: Line) -> str:
    """Returns what can be set for a line, and where."""
    if line.rule is Rule.E1 and line.about.table == "business":
        return "the limit of the column, in the settings"
    return SET_IN[line.rule]
