"""The first start: the language and a name, nothing else."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult

from birdlog.i18n import LANGUAGES, _, language
from birdlog.tui.screens.form import FormPage
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.form import Field, Go, TypedInput


class FirstPage(FormPage[tuple[str, str]]):
    """Returns language and name."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._typed = name

    def title_words(self) -> str:
        """Return the title."""
        return _("birdlog: the bird logbook")

    def fields(self) -> ComposeResult:
        """Two fields."""
        options = [(code, partial(str, word)) for code, word in LANGUAGES.items()]
        yield Field(lambda: _("Language"), Choice(options, language(), blank=False, id="language"))
        yield Field(
            lambda: _("Your name"),
            TypedInput(
                self._typed,
                meaning=lambda text: text.strip() or None,
                expected=lambda: _("as it shall stand with your counts"),
                required=True,
                id="name",
            ),
        )
        yield Go(lambda: _("Start"))

    def on_mount(self) -> None:
        """Begin with the language."""
        self.query_one("#language").focus()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Speak the language at once."""
        chosen = event.choice.value
        if chosen and chosen != language():
            self.birdlog.speak(chosen)

    def retext(self) -> None:
        """The language may have been changed by its key: the choice says which one is spoken."""
        for choice in self.query("#language").results(Choice):
            choice.value = language()
        super().retext()

    def on_input_submitted(self, event: TypedInput.Submitted) -> None:
        """Enter on the name is all that is needed."""
        event.stop()
        self.action_done()

    def finish(self) -> None:
        """Return what was chosen."""
        self.dismiss(
            (self.query_one("#language", Choice).value or language(), self.query_one("#name", TypedInput).value.strip())
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to go back to."""
        return action != "cancel"

    def action_cancel(self) -> None:
        """There is nothing to go back to."""
