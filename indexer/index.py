"""An index open for questions. It notices a new generation by itself and answers from it from then on."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from indexer import store
from indexer.analysis.entry import article_day
from indexer.engine.port import Engine
from indexer.engine.whoosh_engine import WhooshEngine
from indexer.errors import DamagedIndex, NotFound, StaleIndex, TracuuError
from indexer.history import History
from indexer.manifest import changed_articles, read_remarks, read_skipped
from indexer.model import Article, Remark, Skipped
from indexer.query import Marked, Query, ResultPage
from indexer.register.copies import read_groups
from indexer.register.register import Register
from indexer.search.answer import answer, reading
from indexer.search.explain import Ground, explain
from indexer.search.facet_values import FacetValues
from indexer.search.filters import resolve
from indexer.search.lexicon import Lexicon, load_lexicon
from indexer.search.named import named
from indexer.search.similar import similar
from indexer.search.snippet import mark
from indexer.search.suggest import suggest
from indexer.search.units import units
from indexer.search.vocabulary import Suggestion
from indexer.store import IndexState


@dataclass(frozen=True, slots=True)
class _Opened:
    state: IndexState
    engine: Engine
    lexicon: Lexicon
    register: Register
    values: FacetValues
    groups: dict[str, str]


class Index:
    """Answers from the newest generation in `folder`. Safe between threads.

    Raises NoIndex, StaleIndex, DamagedIndex, IndexUnusable when made; later a generation that cannot be used is
    left aside and the one before keeps answering.

    Where `verified`, the files of every generation that is opened are read and compared with their checksums in a
    thread beside the answers; once one is found damaged, every question raises DamagedIndex until there is a new one.
    """

    def __init__(self, folder: Path, *, verified: bool = False) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._verified = verified
        self._damaged: dict[str, DamagedIndex] = {}
        self._pointer = self._read_pointer()
        self._opened = _open(folder)
        self._verify()

    @property
    def state(self) -> IndexState:
        """Which generation answers now."""
        return self._current().state

    def search(self, query: Query) -> ResultPage:
        """Answer a parsed query. Raises QueryError."""
        opened = self._current()
        return answer(opened.engine, opened.lexicon, resolve(query, opened.values))

    def find(self, article_id: str) -> Article | None:
        """The article of that id, None where there is none."""
        return self._current().engine.fetch(article_id)

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises NotFound."""
        found = self.find(article_id)
        if found is None:
            raise NotFound(f"no article {article_id!r} in {self._folder}; its ids: python cli.py export")
        return found

    @property
    def register(self) -> Register:
        """Who is who in the newest generation."""
        return self._current().register

    def skipped(self) -> tuple[Skipped, ...]:
        """What the corpus holds that gave no article, and why, in path order."""
        return read_skipped(self._folder / self._current().state.generation)

    def remarks(self) -> tuple[Remark, ...]:
        """What was not understood of articles that were read, in path order."""
        return read_remarks(self._folder / self._current().state.generation)

    def changed_since(self, day: str) -> tuple[str, ...]:
        """Ids of the articles whose files were new or changed on `day` (ISO, UTC) or later, in path order."""
        since = datetime.fromisoformat(day).replace(tzinfo=UTC)
        return changed_articles(self._folder / self._current().state.generation, int(since.timestamp()) * 10**9)

    @property
    def history(self) -> History:
        """What runs changed, up to the newest generation."""
        return History(self._folder, self._current().state.generation)

    def mark(self, query: Query, texts: Sequence[str]) -> tuple[Marked, ...]:
        """Each text with everything marked that a parsed query looks for. Raises QueryError."""
        opened = self._current()
        wanted = units(reading(opened.engine, opened.lexicon, resolve(query, opened.values)).match)
        return tuple(mark(text, wanted) for text in texts)

    def articles(self, query: Query) -> Iterator[Article]:
        """All articles that `search` finds for a parsed query, in id order. Raises QueryError before the first."""
        opened = self._current()
        return opened.engine.scan(reading(opened.engine, opened.lexicon, resolve(query, opened.values)))

    def notes(self, query: Query) -> tuple[str, ...]:
        """How `articles` reads a parsed query, where that is not just as it is typed."""
        opened = self._current()
        return tuple(dict.fromkeys(reading(opened.engine, opened.lexicon, resolve(query, opened.values)).notes))

    def similar(self, article_id: str, limit: int = 5) -> tuple[Article, ...]:
        """The articles most like this one, copies of it left out. Raises NotFound."""
        opened = self._current()
        copies = {each.id for each in self.copies(article_id)}
        return similar(opened.engine, opened.lexicon, self.article(article_id), without=copies, limit=limit)

    def copies(self, article_id: str) -> tuple[Article, ...]:
        """The other publications of the same text, in the order of their days."""
        opened = self._current()
        first = opened.groups.get(article_id)
        names = [name for name, root in opened.groups.items() if root == first and name != article_id] if first else []
        found = [article for name in names if (article := opened.engine.fetch(name)) is not None]
        return tuple(sorted(found, key=lambda article: (article.id != first, article_day(article) or "9", article.id)))

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """What to offer a reader who has typed this much."""
        return suggest(self._current().lexicon, typed, limit)

    def named(self, text: str) -> Suggestion | None:
        """The official, unit or document that the text is just the name of."""
        return named(self._current().lexicon, text)

    def explain(self, query: Query, articles: Sequence[Article]) -> tuple[tuple[Ground, ...], ...]:
        """For each article the grounds on which it answers a parsed query. Raises QueryError."""
        opened = self._current()
        asked = reading(opened.engine, opened.lexicon, resolve(query, opened.values))
        return tuple(explain(asked, article) for article in articles)

    def _read_pointer(self) -> tuple[int, int]:
        try:
            stat = (self._folder / store.POINTER).stat()
        except OSError:
            return 0, 0
        return stat.st_mtime_ns, stat.st_ino

    def _current(self) -> _Opened:
        pointer = self._read_pointer()
        if pointer != self._pointer and self._lock.acquire(blocking=False):
            try:
                self._opened = _open(self._folder)
                self._verify()
            except (StaleIndex, DamagedIndex):
                pass  # made by a newer version, or half removed: keep answering from what is open
            finally:
                self._pointer = pointer
                self._lock.release()
        if error := self._damaged.get(self._opened.state.generation):
            raise error
        return self._opened

    def _verify(self) -> None:
        if self._verified:
            threading.Thread(target=self._compare, args=(self._opened.state,), daemon=True).start()

    def _compare(self, state: IndexState) -> None:
        """Note a damage of a generation that is still the current one; of one that is gone nothing is to be said."""
        try:
            store.verify(self._folder)
        except DamagedIndex as error:
            if self._opened.state == state and self._read_pointer() == self._pointer:
                self._damaged[state.generation] = error
        except TracuuError:
            pass  # gone altogether: what is open keeps answering


def open_index(folder: Path, *, verified: bool = False) -> Index:
    """The index in `folder`, ready for questions; see `Index`."""
    return Index(folder, verified=verified)


def open_verified(folder: Path) -> Index:
    """As `open_index`, once every file was read and found as it was written: for a command that answers and ends."""
    store.verify(folder)
    return open_index(folder)


def _open(folder: Path) -> _Opened:
    """Open the current generation; once more where a run replaced it, twice, in between."""
    for last_try in (False, True):
        state = store.usable_state(folder)
        files = folder / state.generation
        try:
            groups = read_groups(files)
            engine = WhooshEngine(files / store.ENGINE, groups)
            lexicon = load_lexicon(files / store.LEXICON)
            return _Opened(state, engine, lexicon, Register(files), FacetValues(lexicon), groups)
        except Exception as error:  # what is read wrongly fails in any way it likes
            if last_try or store.current_state(folder) == state:
                if isinstance(error, DamagedIndex | FileNotFoundError):
                    raise DamagedIndex(str(error)) from error
                store.verify(folder)  # says which file it is, where it is one
                raise
    raise AssertionError("unreachable")
