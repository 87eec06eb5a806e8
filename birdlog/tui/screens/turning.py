"""The log page's turns: which survey it shows, its header, its questions, its end, and what others wrote meanwhile."""

from __future__ import annotations

from datetime import datetime, time

from birdlog.draft import SurveyDraft
from birdlog.errors import BirdlogError
from birdlog.i18n import _
from birdlog.lookup import Header
from birdlog.tui import ink
from birdlog.tui.desk import Closed, Start, SurveyView
from birdlog.tui.half_typed import Leftover, leftovers
from birdlog.tui.screens.closing import ClosingPage
from birdlog.tui.screens.header import HeaderPage
from birdlog.tui.screens.paste import PastePage, Taken
from birdlog.tui.screens.questions import QuestionsPage
from birdlog.tui.screens.recording import Recording
from birdlog.tui.screens.surveys import Picked, SurveysPage
from birdlog.tui.session import Session
from birdlog.tui.widgets.entry import EntryLine
from birdlog.tui.widgets.sightings import SightingList


class Turning(Recording):
    """What the function keys do."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: int | None = None
        self._looking = False
        self._minute = ""
        self._leftovers: list[Leftover] = []
        self._trouble: BirdlogError | None = None

    def on_unmount(self) -> None:
        """Leave what was not taken up for another start."""
        for left in self._leftovers:
            left.put_back()

    # Which survey.

    def begin(self) -> None:
        """Offer what there is to go on with."""
        app = self.birdlog
        folder, database = app.state_dir, app.database
        self.read(lambda: leftovers(folder, database), self._found_leftovers)

    def _found_leftovers(self, found: list[Leftover]) -> None:
        self._leftovers = found
        self.action_surveys()

    def action_surveys(self) -> None:
        """Show the list of surveys."""
        desk, place = self.birdlog.desk, self.birdlog.home_place
        self.read(lambda: desk.start(place.parent or place.uid), self._show_surveys)

    def _show_surveys(self, start: Start) -> None:
        self.birdlog.places = start.places
        current = self.session.uid if self.session else ""
        page = SurveysPage(start, self._leftovers, current=current)
        self.app.push_screen(page, lambda picked: self._picked(picked, start))
        if self._trouble is not None:
            page.say_error(self._trouble)
            self._trouble = None

    def _picked(self, picked: Picked | None, start: Start) -> None:
        self.entry.focus()
        if picked is None:
            return
        if picked.what == "open":
            self.open(picked.uid)
        elif picked.what == "leftover":
            self._take_up(self._leftovers.pop(picked.number), start)
        else:
            self._new(picked.what, start)

    def _take_up(self, left: Leftover, start: Start) -> None:
        """Put a half-typed text back where it was."""
        typed = left.typed
        text = "、".join(part for part in (*typed.saving, typed.line) if part.strip())
        self.pasted = typed.paste
        self.stop_amending()
        self.entry.put(text)
        self.keep()
        left.forget()

        def opened(view: SurveyView) -> None:
            self._opened(view)
            if typed.amending and not typed.saving:
                self._amend_again(typed.amending, text)
            if self.pasted:
                self.action_paste()

        if typed.survey:
            desk = self.birdlog.desk
            self.read(lambda: desk.view(typed.survey), opened, lambda _error: self._new("afterwards", start))
        else:
            self._new("afterwards", start)

    def _amend_again(self, uid: str, text: str) -> None:
        self.entry.put("")
        self.reopen(uid)
        self.entry.put(text)

    def open(self, uid: str) -> None:
        """Go on with a survey."""
        desk = self.birdlog.desk
        self.read(lambda: desk.view(uid), self._opened, self._not_opened)

    def _not_opened(self, error: BirdlogError) -> None:
        """Say why, where one can choose again."""
        if self.session is None:
            self._trouble = error
            self.action_surveys()
        else:
            self.say_error(error)

    def _opened(self, view: SurveyView) -> None:
        if self.asking is not None:
            self.stop_asking()
        if self.amending is not None:
            self.stop_amending()
            self.entry.put("")
        self.session = Session(view)
        self.reader.favour({}, self.session.taxa)
        self.show_lines()
        self.refresh_bindings()
        self.entry.focus()
        self.keep()
        desk, head = self.birdlog.desk, view.head
        self.read(lambda: desk.usual(head.site, head.date, head.uid), self._usual)

    def _usual(self, usual: dict[str, float]) -> None:
        if self.session is not None:
            self.session.usual = usual
            self.reader.favour(usual, self.session.taxa)
            self.refresh_words("usual")

    # Headers.

    def _new(self, entered: str, start: Start) -> None:
        """Ask for the header of a new survey."""
        app = self.birdlog
        place = app.home_place
        wall = app.wall(place.timezone)
        last = start.last.draft if start.last else None
        draft = SurveyDraft(
            site=place.parent or place.uid,
            plot=place.uid if place.parent else "",
            date=wall.date(),
            start=_minute(wall) if entered == "live" else None,
            entered=entered,
            protocol=last.protocol if last and last.protocol in ("stationary", "traveling", "area") else "stationary",
            observers=last.observers if last and last.observers else (app.settings.observer,),
        )
        page = HeaderPage(draft, app.places, start, wall, new=True)
        app.push_screen(page, self._begin_survey)

    def _begin_survey(self, draft: SurveyDraft | None) -> None:
        if draft is None:
            if self.session is None:
                self.action_surveys()
            return
        desk = self.birdlog.desk
        self.birdlog.remember_place(draft.plot or draft.site)
        self.write(lambda: desk.open(draft), self._opened, self._not_opened)

    def action_header(self) -> None:
        """Show this survey's header to be changed."""
        session = self.session
        if session is None:
            return
        app = self.birdlog
        desk, wall = app.desk, app.wall(session.head.timezone)
        before = session.head.draft

        def ask(start: Start) -> None:
            app.places = start.places
            app.push_screen(HeaderPage(before, app.places, start, wall, new=False), changed)

        def changed(draft: SurveyDraft | None) -> None:
            if draft is not None and draft != before:
                self.write(lambda: desk.change(session.uid, before, draft), stored)

        def stored(view: SurveyView) -> None:
            self.show_view(view)
            self.say(lambda: _("Header stored."))

        self.read(lambda: desk.start(session.head.site), ask)

    # Pastes.

    def on_entry_line_pasted(self, event: EntryLine.Pasted) -> None:
        """Several lines are many entries: look at them together."""
        self.pasted = "\n".join(part for part in (self.pasted, event.text) if part.strip())
        self.keep()
        self.refresh_bindings()
        self.action_paste()

    def action_paste(self) -> None:
        """Show the pasted message."""
        if self.session is None or not self.pasted.strip():
            return
        page = PastePage(self.pasted, self.session, self.sayer, self._paste_changed)
        self.app.push_screen(page, self._paste_taken)

    def _paste_changed(self, text: str) -> None:
        self.pasted = text
        self.keep()

    def _paste_taken(self, taken: Taken | None) -> None:
        (self.entry if self.asking is None else self.query_one("#ask")).focus()
        self.show_lines()
        self.refresh_bindings()
        if taken is None:
            if self.pasted.strip():
                self.say(lambda: _("The pasted message is kept: F5 shows it again."))
            return
        self.show_view(taken.view)
        self.say(lambda: taken.words())

    # Questions and the end.

    def action_questions(self) -> None:
        """Show what surprises."""
        session = self.session
        if session is None:
            return
        if not session.questions:
            self.say(lambda: _("Nothing surprises so far."))
            return
        self.app.push_screen(QuestionsPage(session.questions, closing=False), self._questions_looked_at)

    def _questions_looked_at(self, confirmed: tuple[str, ...] | None) -> None:
        session = self.session
        if session is None or not confirmed:
            return
        desk = self.birdlog.desk
        self.write(lambda: desk.confirm(session.uid, confirmed), self.show_view)

    def action_close(self) -> None:
        """Close the survey, with its questions."""
        session = self.session
        if session is None:
            return
        if self.entry.value.strip() and self.amending is None:
            self.say(lambda: _("There is something in the line: record or delete it first."), ink.WARN)
            return
        if session.pending:
            self.say(lambda: _("Still storing; a moment."), ink.WARN)
            return
        if self.amending is not None:
            self.stop_amending()
            self.entry.put("")
        desk, uid = self.birdlog.desk, session.uid
        self.read(lambda: desk.siblings(uid), self._ask_end)

    def _ask_end(self, siblings: tuple[Header, ...]) -> None:
        session = self.session
        if session is None:
            return
        wall = self.birdlog.wall(session.head.timezone)
        self.app.push_screen(ClosingPage(session.view, siblings, wall), self._close)

    def _close(self, closed: Closed | None) -> None:
        session = self.session
        if closed is None or session is None:
            self.entry.focus()
            return
        desk, uid = self.birdlog.desk, session.uid
        self.write(lambda: desk.close(uid, closed), self._is_closed)

    def _is_closed(self, view: SurveyView) -> None:
        sums = view.head.totals
        self.leave_survey()
        self.say(
            lambda: _("Closed: {taxa} species, {birds} birds.").format(
                taxa=sums.taxa, birds=f"{sums.sign}{sums.individuals}"
            )
        )

    def leave_survey(self) -> None:
        """Show no survey, and offer the others."""
        if self.asking is not None:
            self.stop_asking()
        self.session = None
        self.query_one(SightingList).show([])
        for id in ("head", "sums", "list-title", "usual", "first", "more"):
            self.refresh_words(id)
        self.refresh_bindings()
        self.keep()
        self.action_surveys()

    # What others wrote.

    def look_around(self) -> None:
        """Once a second: has anybody else written, and has a minute gone by?"""
        if self.session is None or self._looking:
            return
        minute = f"{self.birdlog.wall():%H:%M}"
        if minute != self._minute:
            self._minute = minute
            self.refresh_words("sums")
        self._looking = True
        desk = self.birdlog.desk
        self.read(desk.changed, self._looked, lambda _error: self._looked(self._seen or 0))

    def _looked(self, token: int) -> None:
        self._looking = False
        if self.birdlog.half_typed.trouble:
            trouble = self.birdlog.half_typed.trouble
            self.say(lambda: _("Half-typed text cannot be kept safe: {reason}").format(reason=trouble), ink.WARN)
        if token == self._seen:
            return
        first, self._seen = self._seen is None, token
        if first or self.session is None:
            return
        desk, uid = self.birdlog.desk, self.session.uid
        self.read(lambda: desk.view(uid), self.show_view)


def _minute(wall: datetime) -> time:
    return wall.time().replace(second=0, microsecond=0)
