"""The log page's hands: record, amend, withdraw, undo. Each is shown at once and acknowledged after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from birdlog.draft import SightingDraft
from birdlog.errors import BirdlogError
from birdlog.i18n import _, language
from birdlog.lookup import Line
from birdlog.quickline import render
from birdlog.tui import ink, words
from birdlog.tui.desk import SurveyView, TakenBack, amended
from birdlog.tui.reader import Do
from birdlog.tui.screens.asking import Asking
from birdlog.tui.session import Job, joined, timed
from birdlog.tui.widgets.sightings import SightingList


class Recording(Asking):
    """What Enter, Delete and Undo do."""

    def __init__(self) -> None:
        super().__init__()
        self._reopened = ""

    # Enter.

    def on_entry_line_enter(self) -> None:
        """Do what stands under the line."""
        if self.session is None:
            return
        text = self.entry.value
        reading = self.reading
        match reading.do:
            case Do.WRITE | Do.WAIT:
                self.entry.put(self.reader.write_out(text))
                self.refresh_words("first", "more")
            case Do.MEND:
                # What is wrong stands under the line, whole; here it would only stand once more, cut.
                self.say(lambda: _("Nothing recorded yet: mend the line first."), ink.WARN)
            case Do.STORE:
                drafts = self.reader.present(text)
                rest = reading.rest
                if self.amending is not None:
                    self._amend(self.amending, drafts, rest)
                elif self.session.unclear(drafts):
                    self._show_lines_to_set(self.session.unclear(drafts))
                else:
                    self.ask_or_store(drafts, reading.sent, rest)

    def action_escape(self) -> None:
        """Leave the question, or the amending; the line keeps its text where it is the only copy."""
        if self.asking is not None:
            self.stop_asking()
        elif self.amending is not None:
            self.stop_amending()
            self.entry.put("")
        elif not self.entry.has_focus:
            self.entry.focus()

    def _show_lines_to_set(self, lines: Sequence[Line]) -> None:
        """Mark the lines of a bird in the list: which of them is to be set right?"""
        name = self.birdlog.namer.of(lines[0].draft.taxon, lines[0].draft.name)
        number = len(lines)
        rows = self.query_one(SightingList)
        rows.mark([line.uid for line in lines])
        rows.pick(lines[-1].uid)
        rows.focus()
        self.say(
            lambda: _("{n} lines of {name} stand here: Enter on the one to be changed, Esc: back.").format(
                n=number, name=name
            ),
            ink.ACCENT,
        )

    def _set_line(self, line: Line) -> bool:
        """Amend a line to what is typed, where that is to set its bird right and nothing else."""
        drafts = self.reading.drafts
        if self.amending is not None or len(self.reading.entries) != 1 or len(drafts) != 1:
            return False
        if drafts[0].op != "set" or drafts[0].taxon != line.draft.taxon:
            return False
        # What `=` leaves unsaid stays as it was, as where only one line stands.
        changed = replace(line.draft, op="new", count=drafts[0].count, parts=drafts[0].parts)
        self.amending = line
        self.entry.put(render([changed], self.birdlog.checklist, language()))
        self.entry.focus()
        self.query_one("#prompt").refresh(layout=True)
        self.refresh_words("first", "more")
        return True

    # Storing.

    def store(self, drafts: Sequence[SightingDraft], text: str, rest: str) -> None:
        """Send the drafts to the database; the line is free for the next bird at once."""
        session = self.session
        assert session is not None
        wall = self.birdlog.wall(session.head.timezone)
        ready = timed(drafts, session.head, wall)
        job = session.send(text, ready, drafts)
        self.entry.put(rest)
        self.say(lambda: _("Storing…"), ink.DIM)
        self.show_lines()
        self.keep()
        desk, uid = self.birdlog.desk, session.uid
        self.write(
            lambda: desk.record(uid, ready),
            lambda view: self._stored(job, view),
            lambda error: self._not_stored(job, error),
        )

    def _stored(self, job: Job, view: SurveyView) -> None:
        session = self.session
        if session is None:
            return
        session.arrived(job)
        self.show_view(view)
        self.keep()
        at = self.birdlog.wall(session.head.timezone)
        drafts = job.said

        def said() -> str:
            what = "、".join(self.sayer.plain(draft) for draft in drafts[:3])
            more = f" … ({len(drafts)})" if len(drafts) > 3 else ""
            return _("Stored {time}").format(time=words.stamp(at)) + f"  {what}{more}"

        self.say(said)

    def _not_stored(self, job: Job, error: BirdlogError) -> None:
        """Put the text back into the line, before what has been typed since."""
        if self.session is not None:
            self.session.arrived(job)
        # The comma keeps it apart from what is being typed at this moment.
        self.entry.put(joined(job.text, self.entry.value.strip()))
        self.show_lines()
        self.keep()
        self.say(lambda: _("Not stored: {error}").format(error=error), ink.WARN)

    # Amending.

    def reopen_last(self) -> None:
        """Open the last line, or while one is open and untouched the one before it."""
        lines = [line.uid for line in self.session.lines] if self.session else []
        at = lines.index(self.amending.uid) if self.amending and self.amending.uid in lines else len(lines)
        if at > 0:
            self.reopen(lines[at - 1])

    @property
    def untouched(self) -> bool:
        """Whether the line is a sighting that was opened and not changed."""
        return self.amending is not None and self.entry.value == self._reopened

    def reopen(self, uid: str) -> None:
        """Put a stored sighting into the line to be amended."""
        session = self.session
        if session is None:
            return
        line = next((line for line in session.lines if line.uid == uid), None)
        if line is None or self._set_line(line):
            return
        if self.entry.value.strip() and self.amending is None:
            self.say(lambda: _("Record or delete the line first; then amend."), ink.WARN)
            self.entry.focus()
            return
        self.amending = line
        self.entry.focus()
        self.entry.put(render([replace(line.draft, op="new")], self.birdlog.checklist, language()))
        self._reopened = self.entry.value
        self.query_one("#prompt").refresh(layout=True)
        self.refresh_words("first", "more")

    def stop_amending(self) -> None:
        """The line is for new birds again."""
        self.amending = None
        self.query_one("#prompt").refresh(layout=True)
        self.refresh_words("first", "more")

    def _amend(self, line: Line, drafts: Sequence[SightingDraft], rest: str) -> None:
        session = self.session
        assert session is not None
        if rest or len(drafts) != 1:
            self.say(lambda: _("While amending the line holds one bird; Esc leaves it as it was."), ink.WARN)
            return
        text, draft = self.entry.value, amended(line.draft, drafts[0])
        self.stop_amending()
        self.entry.put("")
        self.say(lambda: _("Storing…"), ink.DIM)
        desk, uid = self.birdlog.desk, session.uid

        def failed(error: BirdlogError) -> None:
            if not self.entry.value.strip():
                self.amending = line
                self.entry.put(text)
                self.query_one("#prompt").refresh(layout=True)
            self.say(lambda: _("Not stored: {error}").format(error=error), ink.WARN)

        def stored(view: SurveyView) -> None:
            self.show_view(view)
            at = self.birdlog.wall()
            self.say(lambda: _("Amended {time}").format(time=words.stamp(at)) + f"  {self.sayer.plain(draft)}")

        self.write(lambda: desk.amend(uid, line, draft), stored, failed)

    # Taking away, taking back.

    def on_sighting_list_withdraw(self, event: SightingList.Withdraw) -> None:
        """Withdraw a sighting; undo brings it back, so there is no question."""
        session = self.session
        line = next((line for line in session.lines if line.uid == event.uid), None) if session else None
        if session is None or line is None:
            return
        desk, uid = self.birdlog.desk, session.uid

        def done(view: SurveyView) -> None:
            self.show_view(view)
            if not view.lines:
                self.entry.focus()
            self.say(lambda: _("Withdrawn: {what} (F8 brings it back)").format(what=self.sayer.plain(line.draft)))

        self.write(lambda: desk.withdraw(uid, line), done)

    def action_undo(self) -> None:
        """Take the last action in this survey back; its opening is not one of them."""
        session = self.session
        if session is None:
            return
        desk, uid = self.birdlog.desk, session.uid

        def done(back: TakenBack) -> None:
            self.show_view(back.view)
            self.say(lambda: self._undone_words(back))

        self.write(lambda: desk.undo(uid), done)

    def _undone_words(self, back: TakenBack) -> str:
        """Say what an undo did to what, in full: one undo too many can be typed again."""
        verbs = {
            "withdrawn": _("taken out: {what}"),
            "revived": _("there again: {what}"),
            "restored": _("as it was before: {what}"),
        }
        things: dict[str, list[str]] = {}
        for row in back.undone.what:
            if row.uid in back.drafts:
                name = self.sayer.plain(back.drafts[row.uid])
            else:
                name = self.birdlog.namer.of(row.taxon, row.name) if row.taxon else row.name
            kinds = {"survey": _("the survey"), "site": _("the place"), "observer": _("the observer")}
            thing = " ".join(part for part in (kinds.get(row.table, ""), name) if part) or row.table
            things.setdefault(row.became, []).append(thing)
        said = "; ".join(
            verbs[became].format(what="、".join(names[:4]) + (f" … ({len(names)})" if len(names) > 4 else ""))
            for became, names in things.items()
        )
        return _("Undone; {said}").format(said=said) if said else _("Undone.")
