"""The part of a run that reads articles and writes a generation: clean -> extract -> analyse -> write.

All that takes long to load is imported here and not by `pipeline`, which looks at the files in the meantime.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from indexer import store
from indexer.analysis.entry import make_entry
from indexer.changes import Changes
from indexer.clean import clean
from indexer.corrections import Corrections, correct
from indexer.engine import whoosh_engine
from indexer.engine.port import Engine
from indexer.extract.article import extract
from indexer.manifest import update_manifest
from indexer.model import Entry, Page, RawPage, Skipped
from indexer.register.copies import CopiesWriter
from indexer.register.register import RegisterWriter, register_writer
from indexer.register.signature import signature
from indexer.run import Outcome, Run
from indexer.search.lexicon import Trainer, keep_lexicon
from indexer.workers import spread

_MADE_UP = """<!DOCTYPE html><html><head><title>Phường Giang Biên họp giao ban</title></head>
<body><ul><li>Tin tức</li></ul>
<div class="detail"><h1>Phường Giang Biên họp giao ban</h1><div class="date">09/11/2021 08:30</div>
<p>Sáng 09/11/2021, Ủy ban nhân dân phường Giang Biên, quận Long Biên, thành phố Hà Nội tổ chức hội nghị giao ban.</p>
<p>Dự hội nghị có đồng chí Nguyễn Văn An, Chủ tịch UBND phường và bà Trần Thị Bình, Phó Bí thư Đảng ủy. Hội nghị
thực hiện Kế hoạch số 15/KH-UBND ngày 02/11/2021 và bàn về công tác phòng, chống dịch trong những tháng cuối năm.</p>
</div><footer>Bản quyền thuộc về UBND phường</footer></body></html>"""


def build(run: Run, base: store.IndexState | None, changes: Changes, outcome: Outcome) -> store.IndexState:
    """Write the generation that holds `changes`, upon `base` where there is one. Raises OSError, DamagedIndex."""
    with store.new_generation(run.index, base) as folder:
        engine_folder = folder / store.ENGINE
        if base is None:
            engine_folder.mkdir()
            whoosh_engine.create(engine_folder)
        old = whoosh_engine.WhooshEngine(engine_folder)
        entries = spread(partial(prepare, corrections=run.corrections), changes.pages(), run.jobs)
        # The list of removed articles grows while entries stream through; the engine reads it after the last.
        with register_writer(folder) as register:
            beside = _Beside(register, CopiesWriter(folder), Trainer())
            old.write(outcome.entries(beside.gather(entries)), changes.removed)
            beside.take_out(old, outcome)
            register.finish(run.corrections)
        beside.copies.finish()
        keep_lexicon(beside.trainer, folder / store.LEXICON)
        update_manifest(folder, changes.records(outcome.skipped), changes.gone_files)
        if base is not None:
            store.verify_replaced(folder, base)
        return store.publish(folder, whoosh_engine.WhooshEngine(engine_folder).size, run.digest)


def warm_up() -> Iterator[None]:
    """Load, in steps, the tables and models that reading an article needs, by reading one that was made up."""
    page = clean(RawPage("", "html", _MADE_UP))
    yield
    if isinstance(page, Page):
        article = extract(page)
        yield
        make_entry(article)
        signature(article.body)


def prepare(raw: RawPage, corrections: Corrections) -> Entry | Skipped:
    """All that happens to one article before it is written. A fault of ours costs that article, not the run."""
    try:
        page = clean(raw)
        return page if isinstance(page, Skipped) else make_entry(correct(extract(page), corrections))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return Skipped(raw.id, f"a fault in Tra Cứu, please report it: {error!r} at {place.name}, line {place.lineno}")


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is kept beside the engine, brought up to date while entries stream through."""

    register: RegisterWriter
    copies: CopiesWriter
    trainer: Trainer

    def gather(self, results: Iterator[Entry | Skipped]) -> Iterator[Entry | Skipped]:
        """The same `results`; all entries among them are taken in."""
        for result in results:
            if isinstance(result, Entry):
                self.register.add(result.article)
                self.copies.add(result.article)
                self.trainer.add_entry(result)
            yield result

    def take_out(self, old: Engine, outcome: Outcome) -> None:
        """Take out what went, and from the lexicon also what was there before of articles that changed."""
        for name in outcome.removed:
            self.register.remove(name)
            self.copies.remove(name)
        replaced = [name for name in outcome.written if name in outcome.indexed_before]
        for article in filter(None, map(old.fetch, [*outcome.removed, *replaced])):
            self.trainer.remove_entry(make_entry(article))
