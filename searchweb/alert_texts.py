"""News of saved searches as an Atom feed and as a mail message (RFC 5322). Links lead to where the request stands."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.headerregistry import Address
from email.message import Message
from email.utils import format_datetime, make_msgid

from flask import request, url_for

from indexer.model import Article
from searchweb.alerts import NewHit, News, Outcome, Told
from searchweb.atom import add_category, feed_bytes, new_feed
from searchweb.citation import one_line, publisher_of
from searchweb.desk import with_state
from searchweb.feeds import article_entry
from searchweb.language import show_day, translate, translate_count
from searchweb.saved import AlertError

# Enough for a reader who looks once a week; every run writes the feed anew.
MOST_ENTRIES = 200


def alert_feed(told: Sequence[Told], outcome: Outcome, name: str) -> bytes:
    """The hits that were told last, those of this run among them; `name` is that of the file of searches."""
    identity = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{request.url_root}#{name}')}"
    title = translate("Tra Cứu: new articles for saved searches")
    feed = new_feed(title, identity, updated=outcome.at, here=None, away=url_for("search", _external=True))
    for one in told:
        # When it became news, not when it came out: an old article can be new in the collection.
        entry = article_entry(one.hit.article, one.hit.sentence.text, updated=one.when)
        for saved in one.by:
            add_category(entry, saved.name)
        feed.append(entry)
    return feed_bytes(feed)


def alert_mail(outcome: Outcome, *, sender: str, receiver: str) -> bytes:
    """One message with everything that is new, to be piped into a mailer. Raises AlertError for a wrong address."""
    # The older classes: the newer ones lose a space where they break a long subject that is not ASCII.
    message = Message()
    message.set_payload("\n".join(_lines(outcome)) + "\n", _quoted_printable())
    message["Subject"] = Header(_subject(outcome), "utf-8", header_name="Subject").encode()
    message["From"] = _address(sender)
    if receiver:
        message["To"] = _address(receiver)
    message["Date"] = format_datetime(datetime.fromisoformat(outcome.at))
    message["Message-ID"] = make_msgid(domain="tracuu.invalid")
    message["Auto-Submitted"] = "auto-generated"
    return message.as_bytes()


def _quoted_printable() -> Charset:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    return charset


def _subject(outcome: Outcome) -> str:
    searches = sum(1 for one in outcome.news if one.count)
    return translate(
        "Tra Cứu: {articles} new articles for {searches} saved searches", articles=outcome.count, searches=searches
    )


def _address(text: str) -> str:
    try:
        return str(Address(addr_spec=text))
    except (ValueError, IndexError) as error:
        raise AlertError(f"{one_line(text)!r} is not a mail address such as ban-doc@example.org") from error


def _lines(outcome: Outcome) -> Iterator[str]:
    for one in outcome.news:
        if one.count:
            yield from _section(one)
    yield translate("Only what this collection holds can be found; the article itself always decides.")


def _section(one: News) -> Iterator[str]:
    count = translate_count("{count} new article", "{count} new articles", one.count)
    heading = f"{one.saved.name}: {count}"
    yield from (heading, "=" * len(heading), with_state(url_for("search", _external=True), one.saved.state))
    if one.reread:
        yield translate("The index was rebuilt by other rules since the last time: old articles may be among them.")
    yield ""
    for hit in one.hits:
        yield from _item(hit)
    if one.count > len(one.hits):
        left = one.count - len(one.hits)
        yield from (translate_count("and {count} more article", "and {count} more articles", left), "")


def _item(hit: NewHit) -> Iterator[str]:
    article = hit.article
    title = one_line(article.title) or translate("(without a title)")
    yield f"* {title}"
    source = " · ".join(filter(None, (_day_said(article), publisher_of(article))))
    yield f"  {one_line(source)}"
    if hit.sentence.text.strip():
        yield f"  “{one_line(hit.sentence.text)}”"
    yield from (f"  {url_for('article', article_id=article.id, _external=True)}", "")


def _day_said(article: Article) -> str:
    """The day of publication; that of the event is named as such."""
    if article.published:
        return show_day(article.published.value)
    return (
        translate("event: {day}", day=show_day(article.event_date.value))
        if article.event_date
        else translate("no date")
    )
