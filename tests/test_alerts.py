"""Alerts: what is new for saved searches, shown once. searchweb/alerts.py, saved.py, seen.py, alert_run.py."""

from __future__ import annotations

import email
import email.policy
import fcntl
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from indexer.index import open_index
from indexer.pipeline import reindex
from searchweb.alert_run import Result, Settings, run
from searchweb.app import create_app
from searchweb.atom import ATOM
from searchweb.saved import AlertError, read_saved
from searchweb.seen import read_seen

ROOT = Path(__file__).parent.parent
TEXT = """{title}

Sáng {day}/9/2021, Ủy ban nhân dân xã Bình Lãng tổ chức ra quân nạo vét {what} nội đồng. Tham dự có đồng chí \
Lê Hoàng Vỹ, Chủ tịch Ủy ban nhân dân xã. Lực lượng đã dọn {day} đoạn trong buổi sáng.
"""
SEARCHES = """
[[search]]
name = "Kênh mương"
query = "q=kênh+mương"

[[search]]
name = "Ông Vỹ"
query = "/?official=Lê+Hoàng+Vỹ&page=3&sort=oldest"
"""


class Desk:
    """A corpus, its index, a file of saved searches, and what the runs of alerts have written."""

    def __init__(self, folder: Path) -> None:
        self.corpus, self.index = folder / "corpus", folder / "index"
        self.corpus.mkdir()
        self.searches = folder / "searches.toml"
        self.searches.write_text(SEARCHES, encoding="utf-8")
        self.written: list[bytes] = []
        self.settings = Settings(
            searches=self.searches,
            seen=folder / "seen.json",
            index=self.index,
            form="mail",
            output=None,
            site="http://tracuu.example/",
            sender="tra-cuu@localhost",
            receiver="ban-doc@example.org",
            everything=False,
        )

    def put(self, name: str, what: str = "kênh mương", *, title: str = "Xã Bình Lãng ra quân", day: int = 5) -> None:
        (self.corpus / f"{name}.txt").write_text(TEXT.format(title=title, what=what, day=day), encoding="utf-8")

    def build(self, *, full: bool = False) -> None:
        reindex(self.corpus, self.index, full=full)

    def run(self, **changes: object) -> Result:
        return run(replace(self.settings, **changes), self.written.append)  # type: ignore[arg-type]

    def mail(self) -> email.message.EmailMessage:
        message = email.message_from_bytes(self.written[-1], policy=email.policy.default)
        assert isinstance(message, email.message.EmailMessage)
        return message


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.put("a")
    made.put("b", "đường")
    made.build()
    return made


# --- what is new ----------------------------------------------------------------------------------
def test_the_first_run_takes_what_is_there_as_seen(desk: Desk) -> None:
    result = desk.run()
    assert (result.code, desk.written) == (1, [])
    assert "(1) is taken as seen" in result.lines[0]


def test_the_first_run_shows_everything_where_that_is_asked_for(desk: Desk) -> None:
    assert desk.run(everything=True).code == 0
    assert "Kênh mương: 1 bài mới" in desk.mail().get_content()
    assert desk.run(everything=True).code == 1


def test_a_new_hit_is_shown_once(desk: Desk) -> None:
    desk.run()
    desk.put("c", title="Bình Lãng nạo vét kênh")
    desk.build()
    assert desk.run().lines == ("Kênh mương: 1 new of 2", "Ông Vỹ: 1 new of 3")
    said = desk.mail().get_content()
    assert said.count("http://tracuu.example/article/c.txt") == 2
    assert "* Bình Lãng nạo vét kênh" in said
    assert "“Sáng 5/9/2021, Ủy ban nhân dân xã Bình Lãng tổ chức ra quân nạo vét kênh mương nội đồng.”" in said
    assert desk.run().code == 1
    assert len(desk.written) == 1


def test_a_rebuilt_index_and_an_article_that_comes_back_are_no_news(desk: Desk) -> None:
    desk.run()
    desk.build(full=True)
    assert desk.run().code == 1
    (desk.corpus / "a.txt").unlink()
    desk.build()
    desk.run()
    desk.put("a")
    desk.build()
    assert desk.run().code == 1


def test_news_from_an_index_of_other_rules_are_said_to_be_so(desk: Desk) -> None:
    desk.run()
    before = desk.settings.seen.read_text("utf-8")
    desk.settings.seen.write_text(before.replace(open_index(desk.index).state.fingerprint, "0" * 16), encoding="utf-8")
    desk.put("c")
    desk.build()
    desk.run()
    assert desk.mail().get_content().count("theo quy tắc khác") == 2


def test_a_search_written_in_another_way_or_renamed_is_the_same_search(desk: Desk) -> None:
    desk.run()
    again = SEARCHES.replace("q=kênh+mương", "http://x.example/?limit=50&q=k%C3%AAnh%20m%C6%B0%C6%A1ng").replace(
        '"Kênh mương"', '"Thủy lợi"'
    )
    desk.searches.write_text(again, encoding="utf-8")
    assert desk.run().lines[0] == "Thủy lợi: 0 new of 1"


def test_a_search_of_which_no_article_has_all_the_words_has_no_hits(desk: Desk) -> None:
    desk.searches.write_text('[[search]]\nname = "x"\nquery = "q=kênh+mương+phi+thuyền+vũ+trụ"', encoding="utf-8")
    assert desk.run(everything=True).lines == ("x: 0 new of 0",)


# --- the list of what was seen --------------------------------------------------------------------
@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"format": "x"}', b'{"format": 1}', b"\xff\xfe", b"null"])
def test_a_damaged_list_is_told_and_left_as_it_is(desk: Desk, damage: bytes) -> None:
    desk.settings.seen.write_bytes(damage)
    with pytest.raises(AlertError, match=r"seen\.json: not a list of what was seen"):
        desk.run(everything=True)
    assert desk.settings.seen.read_bytes() == damage
    assert desk.written == []


def test_hits_that_could_not_be_written_are_shown_the_next_time(desk: Desk) -> None:
    def full(_: bytes) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        run(replace(desk.settings, everything=True), full)
    assert desk.run(everything=True).code == 0


def test_a_list_that_cannot_be_written_stays_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run()
    before = desk.settings.seen.read_bytes()
    desk.put("c")
    desk.build()
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(AlertError, match="No space left"):
        desk.run()
    assert desk.settings.seen.read_bytes() == before
    assert sorted(path.name for path in desk.settings.seen.parent.glob("*seen*")) == ["seen.json", "seen.json.lock"]


def test_two_runs_at_once_are_refused(desk: Desk) -> None:
    # A lock of the same process would be given again, so another one holds it.
    lock = desk.settings.seen.with_name("seen.json.lock")
    code = f"import fcntl; h = open({str(lock)!r}, 'a'); fcntl.lockf(h, {fcntl.LOCK_EX}); print(1, flush=True); input()"
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdin is not None
    holder.stdout.readline()
    try:
        with pytest.raises(AlertError, match="another run"):
            desk.run()
    finally:
        holder.communicate(b"\n")
    assert desk.run().code == 1


# --- saved searches -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "holds no saved search"),
        ("search = 1", "holds no saved search"),
        ("[[search]\nname=", "not TOML"),
        ("\x00", "not TOML"),
    ],
)
def test_a_file_that_holds_no_searches_is_told(desk: Desk, text: str, reason: str) -> None:
    desk.searches.write_text(text, encoding="utf-8")
    with pytest.raises(AlertError, match=reason):
        desk.run()


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('name = "x"', "query is missing"),
        ('query = "q=a"', "name must be one line"),
        ('name = "x\\r\\nBcc: a@b"\nquery = "q=a"', "name must be one line"),
        ('name = "x"\nquery = "q=a"\nemail = "y"', "unknown key 'email'"),
        ('name = "x"\nquery = "q=a&tinh=b"', "'tinh'"),
        ('name = "x"\nquery = "http://localhost/official/abc"', "localhost"),
        ('name = "x"\nquery = "q=(họp"', "chưa đóng"),
        ('name = "Ông Vỹ"\nquery = "q=a"', "given twice"),
    ],
)
def test_a_wrong_search_is_told_and_the_others_are_asked(desk: Desk, entry: str, reason: str) -> None:
    desk.searches.write_text(f"{SEARCHES}\n[[search]]\n{entry}\n", encoding="utf-8")
    result = desk.run(everything=True)
    assert result.code == 2
    assert reason in result.lines[-1]
    assert result.lines[:2] == ("Kênh mương: 1 new of 1", "Ông Vỹ: 2 new of 2")
    assert "Ông Vỹ: 2 bài mới" in desk.mail().get_content()


def test_a_saved_address_of_the_pages_asks_what_the_page_asks(desk: Desk) -> None:
    (kenh, vy), wrong = read_saved(desk.searches)
    assert wrong == ()
    assert (kenh.key, vy.key) == ("q=k%C3%AAnh+m%C6%B0%C6%A1ng", "official=L%C3%AA+Ho%C3%A0ng+V%E1%BB%B9")


# --- what is written ------------------------------------------------------------------------------
def test_a_message_has_the_headers_of_mail_and_only_lines_of_mail(desk: Desk) -> None:
    desk.run(everything=True)
    message = desk.mail()
    assert message["Subject"] == "Tra Cứu: 3 bài mới của 2 tìm kiếm đã lưu"
    assert (message["From"], message["To"]) == ("tra-cuu@localhost", "ban-doc@example.org")
    assert message["Date"].datetime is not None
    assert max(map(len, desk.written[-1].splitlines())) <= 998
    assert desk.written[-1].isascii()


@pytest.mark.parametrize("receiver", ["x", "a@b\nBcc: c@d", "a b@c", '"@'])
def test_an_address_that_is_none_is_refused(desk: Desk, receiver: str) -> None:
    with pytest.raises(AlertError, match="is not a mail address"):
        desk.run(everything=True, receiver=receiver)
    assert read_seen(desk.settings.seen).searches == {}


def test_a_title_cannot_begin_a_header_or_another_item(desk: Desk) -> None:
    desk.put("c", title="Bcc: tất cả\u2028* Bài giả")
    desk.build()
    desk.run(everything=True)
    assert "\n* Bài giả" not in desk.mail().get_content()
    assert desk.mail()["Bcc"] is None


def test_a_feed_keeps_what_was_told_before_and_can_be_read(desk: Desk, tmp_path: Path) -> None:
    feed = tmp_path / "alerts.xml"
    desk.run()
    for name in ("c", "d"):
        desk.put(name, title=f"<b>{name}</b>")
        desk.build()
        assert desk.run(form="atom", output=feed).code == 0
    entries = etree.parse(feed).getroot().findall(f"{{{ATOM}}}entry")
    titles = sorted(str(entry.findtext(f"{{{ATOM}}}title")) for entry in entries)
    assert titles == ["<b>c</b>", "<b>d</b>"]
    assert [each.get("term") for each in entries[0].findall(f"{{{ATOM}}}category")] == ["Kênh mương", "Ông Vỹ"]
    assert desk.run(form="atom", output=feed).code == 1
    assert len(etree.parse(feed).getroot().findall(f"{{{ATOM}}}entry")) == 2


def test_an_alert_names_the_day_of_an_event_as_such_and_never_as_that_of_publication(
    desk: Desk, tmp_path: Path
) -> None:
    (desk.corpus / "c.txt").write_text(
        "Xã Bình Lãng ra quân\n\nNgày đăng: 08/09/2021\n\n"
        + TEXT.partition("\n\n")[2].format(what="kênh mương", day=7),
        encoding="utf-8",
    )
    desk.build()
    desk.run(everything=True)
    days = {line.strip().split(" · ")[0] for line in desk.mail().get_content().splitlines() if " · " in line}
    assert days == {"sự kiện: 5/9/2021", "8/9/2021"}
    feed = tmp_path / "alerts.xml"
    desk.settings = replace(desk.settings, seen=tmp_path / "other.json")
    desk.run(form="atom", output=feed, everything=True)
    entries = etree.parse(feed).getroot().findall(f"{{{ATOM}}}entry")
    published = sorted(str(entry.findtext(f"{{{ATOM}}}published")) for entry in entries)
    assert published == ["2021-09-08T00:00:00+07:00", "None", "None"]


def test_the_links_of_an_alert_lead_to_pages_of_the_application(desk: Desk) -> None:
    desk.run(everything=True)
    client = create_app(open_index(desk.index)).test_client()
    links = [line.strip() for line in desk.mail().get_content().splitlines() if "http://" in line]
    assert len(links) == 5
    for link in links:
        assert client.get(link.removeprefix("http://tracuu.example")).status_code == 200, link


@pytest.mark.parametrize("site", ["x", "javascript:alert(1)", "http://", "http://a/?b=c"])
def test_a_site_that_is_no_web_address_is_refused(desk: Desk, site: str) -> None:
    with pytest.raises(AlertError, match="is not where pages are served"):
        desk.run(site=site)


# --- the command ----------------------------------------------------------------------------------
def test_the_command_writes_mail_to_stdout_and_keeps_its_list_beside_the_searches(desk: Desk) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "alerts", str(desk.searches), "--index", str(desk.index)]
    done = subprocess.run([*command, "--everything"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "Kênh mương: 1 new of 1\nÔng Vỹ: 2 new of 2\n")
    assert "\nSubject: =?utf-8?" in done.stdout
    assert desk.searches.with_suffix(".seen.json").exists()
    desk.searches.with_suffix(".seen.json").write_text("x")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
