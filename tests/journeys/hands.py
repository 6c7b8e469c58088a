"""A person at a page, and how often they must act. Reading and typing are free, as in the budgets of the design."""

import base64
import re

from playwright.sync_api import Locator, Page, expect

PRESSABLE = "a, button, summary, label"
# A drop as the file manager makes it: Playwright has none of its own.
DROP = """(place, [name, kind, text]) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([bytes], name, { type: kind }));
  place.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
}"""


class Person:
    """`page` under somebody's hands; `acts` lists every click, tap, key or chord and dropped file."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acts: list[str] = []

    def opens(self, path: str) -> None:
        """The page somebody starts from: not counted."""
        self.page.goto(path)
        self.acts = []

    def presses(self, *chords: str) -> None:
        for chord in chords:
            self.acts.append(chord)
            self.page.keyboard.press(chord)

    def clicks(self, words: str, within: Locator | None = None) -> None:
        self.acts.append(words)
        self.control(words, within).click()

    def taps(self, words: str, within: Locator | None = None) -> None:
        self.acts.append(words)
        self.control(words, within).tap()

    def drops(self, name: str, content: bytes, within: Locator) -> None:
        self.acts.append(name)
        kind = "image/jpeg" if name.endswith(".jpg") else "application/pdf"
        within.locator(".drop").evaluate(DROP, [name, kind, base64.b64encode(content).decode()])

    def types(self, words: str) -> None:
        """Into whatever field has the focus: no click was needed to get there."""
        expect(self.page.locator("textarea:focus, input:focus")).to_be_visible()
        self.page.keyboard.type(words)

    def control(self, words: str, within: Locator | None = None) -> Locator:
        """The link or button that is called so; keys shown on it (Ctrl, Enter) are no part of its name."""
        place = self.page.locator("body") if within is None else within
        named = re.compile(rf"^\s*{re.escape(words)}")
        return place.locator(PRESSABLE).filter(has_text=named).filter(visible=True).first

    def row(self, number: int) -> Locator:
        """A task's row on the unit's own page."""
        return self.page.locator(".ob").filter(has=self.page.locator(".no", has_text=re.compile(rf"^{number}$")))

    def standing(self, number: int) -> str:
        """Under which heading the row stands."""
        group = self.page.locator(".obg").filter(has=self.row(number))
        return group.locator(".tag").first.inner_text()

    def sees(self, words: str, within: str = "body") -> None:
        """It says so, at once or in a moment."""
        expect(self.page.locator(within)).to_contain_text(words)
