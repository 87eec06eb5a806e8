"""The only writer. Functions take a session and an action, and never commit: `with store.writing()` does.

    act = new_act("观察者甲", "tui", now)
    with store.writing() as s:
        survey = open_survey(s, act, SurveyDraft(site=..., date=...))
        record(s, act, survey.uid, SightingDraft(taxon="reed-parrotbill", count=Count.exact(12)), checklist)

Every draft passes the one check (`birdlog.draft`) on its way in; DataError carries what it found as `problems`.
Nothing vanishes: deleting is withdrawing, every change leaves a revision, and `undo` takes an action back.
"""

from birdlog.logbook.act import Act, new_act
from birdlog.logbook.amend import amend, review, withdraw
from birdlog.logbook.errors import AmbiguousLines, ChangedSince, LaterChange
from birdlog.logbook.observers import add_observer, amend_observer, observer, withdraw_observer
from birdlog.logbook.record import new_plots, record, record_all
from birdlog.logbook.revisions import history, is_undone, last_action, last_action_in
from birdlog.logbook.sites import SiteDraft, add_site, amend_site, withdraw_site
from birdlog.logbook.surveys import amend_survey, close_survey, open_survey, reopen_survey, withdraw_survey
from birdlog.logbook.undo import Restored, Undone, undo

__all__ = [
    "Act",
    "AmbiguousLines",
    "ChangedSince",
    "LaterChange",
    "Restored",
    "SiteDraft",
    "Undone",
    "add_observer",
    "add_site",
    "amend",
    "amend_observer",
    "amend_site",
    "amend_survey",
    "close_survey",
    "history",
    "is_undone",
    "last_action",
    "last_action_in",
    "new_act",
    "new_plots",
    "observer",
    "open_survey",
    "record",
    "record_all",
    "reopen_survey",
    "review",
    "undo",
    "withdraw",
    "withdraw_observer",
    "withdraw_site",
    "withdraw_survey",
]
