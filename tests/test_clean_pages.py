"""Odd pages: what stands in an unusual place, is said twice, is hidden, or comes from an old editor."""

from __future__ import annotations

import pytest

from indexer.clean import clean
from indexer.model import Page, RawPage, Skipped

TITLE = "Xã Đồng Lâm ra quân làm thủy lợi mùa khô"
FIRST = "Sáng 12/3/2022, UBND xã Đồng Lâm tổ chức ra quân làm thủy lợi với 140 đoàn viên, hội viên tham gia."
LAST = "Theo kế hoạch, xã sẽ hoàn thành 4,2 km kênh nội đồng trước ngày 30/4 để kịp lấy nước vụ hè thu./."
BODY = f"{FIRST}\n{LAST}"
SITE = "Cổng thông tin điện tử xã Đồng Lâm"


@pytest.mark.parametrize(
    ("head", "heading"),
    [
        (f"<title>{TITLE}</title>", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE} - {SITE}</title>", f"<h1>{SITE}</h1><h2>{TITLE}</h2>"),
        (f"<title>{TITLE} | Xã Đồng Lâm</title>", "<h1>Tin tức</h1>"),
        (f"<title>{SITE} - {TITLE}</title>", ""),
        (f'<title>{SITE}</title><meta property="og:title" content="{TITLE}">', ""),
        (f'<meta property="og:title" content="{TITLE} - {SITE}"><meta property="og:site_name" content="{SITE}">', ""),
        ("<title>Chi tiết tin</title>", f'<div class="tieude">{TITLE}</div>'),
        (f"<title>{SITE}</title>", "<h1>Xã Đồng Lâm ra quân<br>làm thủy lợi mùa khô</h1>"),
        (f"<title>{TITLE[:25]}...</title>", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE.upper()} - {SITE}</title>", f"<h2>{TITLE}</h2>"),
        ("", f"<h1>{TITLE}</h1>"),
        (f'<script type="application/ld+json">[{{"@type":"NewsArticle","headline":"{TITLE}"}}]</script>', ""),
        (f'<script type="application/ld+json">{{broken</script><title>{TITLE}</title>', ""),
        (f"<title>{SITE}</title>", f"<h1>{TITLE} (14/03/2022)</h1>"),
    ],
)
def test_the_title_is_found_wherever_the_page_says_it(head: str, heading: str) -> None:
    assert (
        _page(f"<html><head>{head}</head><body>{heading}<div class=noidung>{_paragraphs()}</div></body></html>").title
        == TITLE
    )


@pytest.mark.parametrize(
    "above",
    [
        f"<div class=x1>{TITLE}</div><div>14/03/2022 08:00</div>",
        f"<h2>Xã Đồng Lâm</h2><div class=x1>{TITLE}</div><div>Cỡ chữ: A- A A+</div>",
        f"<div class=tieude>Thông tin chỉ đạo điều hành</div><div class=newsTitle>{TITLE}</div>",
        f"<a href='#'>Tin tức hoạt động của xã</a><div><b>{TITLE}</b></div><i>Lượt xem: 5</i>",
    ],
)
def test_a_headline_that_nothing_marks_is_the_nearest_line_above_the_text(above: str) -> None:
    page = _page(f"<title>{SITE}</title><body>{above}<div class=noidung>{_paragraphs()}</div></body>")
    assert (page.title, page.body) == (TITLE, BODY)


def test_a_page_without_any_class_is_still_read() -> None:
    menu = "<ul><li><a href='#'>Trang chủ</a></li><li><a href='#'>Giới thiệu</a></li></ul>"
    others = "<p><b>Các tin khác</b></p><ul><li><a href='#'>Chủ tịch xã tiếp dân</a> (02/03/2022)</li></ul>"
    page = _page(
        f"<body>{menu}<div><div>{TITLE}</div>{_paragraphs()}{others}</div><div>Bản quyền: UBND xã</div></body>"
    )
    assert (page.title, page.body) == (TITLE, BODY)


@pytest.mark.parametrize(
    "spam",
    [
        '<div style="display:none">{}</div>',
        '<div style="DISPLAY : NONE;">{}</div>',
        '<p style="visibility:hidden">{}</p>',
        '<div style="position:absolute; left:-5000px">{}</div>',
        '<div style="text-indent:-9999px">{}</div>',
        '<div style="height:1px;overflow:hidden">{}</div>',
        '<span style="font-size:0">{}</span>',
        '<div class="sr-only">{}</div>',
        "<div hidden>{}</div>",
        "<noscript>{}</noscript>",
        "<template><p>{}</p></template>",
        "<!-- {} -->",
        "<script>document.write('{}')</script>",
        '<button type="button">{}</button>',
        "<select><option>{}</option></select>",
    ],
)
def test_what_a_reader_does_not_see_is_no_text(spam: str) -> None:
    hidden = spam.format("Nhà cái uy tín khuyến mãi lớn cho mọi thành viên mới đăng ký trong ngày hôm nay.")
    assert _page(_html(f"<p>{FIRST}</p>{hidden}<p>{LAST}</p>")).body == BODY


@pytest.mark.parametrize(
    "markup",
    [
        "<p>{0}</p><p>{1}</p>",
        "{0}<br><br>{1}",
        "<div>{0}</div><div>{1}</div>",
        "<div><div><span>{0}</span></div><p><span><span>{1}</span></span></p></div>",
        "<p>{0}<br/>{1}</p>",
        "<ul><li>{0}</li><li>{1}</li></ul>",
        "<table><tr><td><p>{0}</p><p>{1}</p></td></tr></table>",
        "<center><p>{0}</p></center><blockquote>{1}</blockquote>",
        "<span>{0}</span><p></p><p>&nbsp;</p><p>{1}</p>",
        "<font face='.VnTime'><p>{0}</p></font><o:p></o:p><p class=MsoNormal>{1}</p>",
    ],
)
def test_each_block_is_a_paragraph(markup: str) -> None:
    assert _page(_html(markup.format(FIRST, LAST))).body == BODY


def test_a_table_of_data_is_kept_row_by_row() -> None:
    rows = "<tr><th>TT</th><th>Thôn</th><th>Số km</th></tr><tr><td>1</td><td><p>Bãi Sậy</p></td><td>1,8</td></tr>"
    page = _page(_html(f"<p>{FIRST}</p><table>{rows}</table><p>{LAST}</p>"))
    assert page.body == f"{FIRST}\nTT | Thôn | Số km\n1 | Bãi Sậy | 1,8\n{LAST}"


def test_words_marked_inside_a_sentence_stay_in_it() -> None:
    first = FIRST.replace("UBND", "<b>UB</b>ND").replace("140", '<a href="#">140</a>')
    assert _page(_html(f"<p>{first}</p><p>{LAST}</p>")).body == BODY


@pytest.mark.parametrize(
    "lead",
    [
        '<div class="sapo">{}</div>',
        '<p class="article-sapo"><strong>{}</strong></p>',
        '<div id="hometext">{}</div>',
        '<h2 class="summary-x">{}</h2>',
        "<div><b>{}</b></div>",
    ],
)
def test_a_lead_outside_the_body_comes_first(lead: str) -> None:
    page = _page(
        f'<body><h1>{TITLE}</h1>{lead.format(FIRST)}<div class="detail-content"><p>{LAST}</p><p>{LAST}</p></div></body>'
    )
    assert page.body == BODY


def test_a_lead_that_the_body_says_again_stands_once() -> None:
    page = _page(
        f'<body><h1>{TITLE}</h1><div class="sapo">{FIRST}</div><div class="noidung">{_paragraphs()}</div></body>'
    )
    assert page.body == BODY


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><img src=1.jpg><figcaption>{}</figcaption></figure>",
        '<p style="text-align:center"><img src=1.jpg></p><p style="text-align:center"><em>{}</em></p>',
        "<p align=center><img src=1.jpg><br><em>{}</em></p>",
        "<center><img src=1.jpg><br>{}</center>",
        '<div class="wp-caption"><img src=1.jpg><p class="wp-caption-text">{}</p></div>',
        "<table align=center><tr><td><img src=1.jpg></td></tr><tr><td align=center>{}</td></tr></table>",
        "<p><img src=1.jpg></p><p><i>({})</i></p>",
        "<p><img src=1.jpg></p><p>{}</p>",
        '<p><img src=1.jpg alt="{}"></p>',
        '<p><img src=1.jpg alt="{0}"></p><p style="text-align:center"><em>{0}</em></p>',
    ],
)
def test_a_caption_is_kept_apart_from_the_text(picture: str) -> None:
    caption = "Đồng chí Tống Văn Quyết phát biểu tại lễ ra quân"
    page = _page(_html(f"<p>{FIRST}</p>{picture.format(caption)}<p>{LAST}</p>"))
    assert page.captions.strip("()") == caption
    assert page.body == BODY


@pytest.mark.parametrize("alt", ["anh tin bai", "Hình 1", "IMG_2021.jpg", "z1234_abc", "", TITLE, "image"])
def test_the_name_of_a_picture_file_is_no_caption(alt: str) -> None:
    assert _page(_html(f'<p>{FIRST}</p><p><img src=1.jpg alt="{alt}"></p><p>{LAST}</p>')).captions == ""


def test_running_text_below_a_picture_stays_in_the_body() -> None:
    page = _page(_html(f"<p><img src=1.jpg></p><p>{FIRST}</p><p><img src=2.jpg>{LAST}</p>"))
    assert page.body == BODY
    assert page.captions == ""


@pytest.mark.parametrize(
    "sign",
    [
        "<p style='text-align:right'><strong>Thu Hoài</strong></p>",
        "<p align=right>Thu Hoài</p>",
        "<p><strong><em>Thu Hoài</em></strong></p>",
        "<div class=text-right>Thu Hoài</div>",
        "<p>Thu Hoài</p><p>&nbsp;</p>",
    ],
)
def test_the_signature_in_the_body_is_the_byline(sign: str) -> None:
    page = _page(_html(_paragraphs() + sign))
    assert page.byline == "Thu Hoài"
    assert page.body == BODY


def test_a_box_of_other_news_inside_the_text_goes_and_the_text_goes_on() -> None:
    box = '<div class="related-inline"><b>Tin liên quan</b><ul><li><a href="#">Bí thư xã tiếp dân</a></li></ul></div>'
    named = '<p><b>Tin liên quan:</b></p><ul><li><a href="#">Bí thư xã tiếp dân</a></li></ul>'
    for one in (box, named):
        assert _page(_html(f"<p>{FIRST}</p>{one}<p>{LAST}</p>")).body == BODY


def test_a_clock_a_comment_and_a_related_list_give_no_stamp() -> None:
    page = _page(
        f'<body><div class="top">Thứ bảy, 21/11/2026</div><h1>{TITLE}</h1><div class="noidung">{_paragraphs()}</div>'
        '<div class="comments"><time datetime="2025-01-01">01/01/2025</time></div>'
        '<h3>Tin khác</h3><ul><li><a href="#">Tin cũ</a> <span class="date">02/02/2025</span></li></ul></body>'
    )
    assert page.stamps == ()


def test_dates_of_the_head_are_stamps_of_their_kind() -> None:
    head = (
        '<meta property="article:published_time" content="2022-03-14T08:00:00+07:00">'
        '<meta property="article:modified_time" content="2022-03-15T08:00:00+07:00">'
    )
    page = _page(
        f"<html><head>{head}</head><body><h1>{TITLE}</h1><div class=noidung>{_paragraphs()}</div></body></html>"
    )
    assert [(stamp.text[:10], stamp.label) for stamp in page.stamps] == [
        ("2022-03-14", "meta"),
        ("2022-03-15", "updated"),
    ]


@pytest.mark.parametrize(
    ("head", "body", "host"),
    [
        ('<link rel="canonical" href="https://www.donglam.vi-du.gov.vn/a">', "", "donglam.vi-du.gov.vn"),
        ('<meta property="og:url" content="https://donglam.vi-du.gov.vn/a">', "", "donglam.vi-du.gov.vn"),
        ("", '<a href="http://donglam.vi-du.gov.vn/a">a</a><a href="/b">b</a>', "donglam.vi-du.gov.vn"),
        (
            "",
            '<a href="http://donglam.vi-du.gov.vn/a">a</a><a href="https://www.facebook.com/x">f</a>',
            "donglam.vi-du.gov.vn",
        ),
        ("", '<a href="http://donglam.vi-du.gov.vn/a">a</a><a href="http://khac.vi-du.gov.vn">b</a>', ""),
        ('<link rel="canonical" href="http://[bad">', "", ""),
    ],
)
def test_the_host_is_certain_or_empty(head: str, body: str, host: str) -> None:
    page = _page(
        f"<html><head>{head}</head><body>{body}<h1>{TITLE}</h1><div class=noidung>{_paragraphs()}</div></body></html>"
    )
    assert page.site.host == host


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><ul><li><a href=1>Trang chủ</a></li><li><a href=2>Tin tức</a></li></ul></body></html>",
        f"<html><head><title>{SITE}</title></head><body><h1>{SITE}</h1><footer>Bản quyền</footer></body></html>",
        "<html></html>",
        "<p></p>",
        "   ",
    ],
)
def test_a_page_of_navigation_alone_is_skipped_with_its_length(html: str) -> None:
    found = clean(RawPage("a.html", "html", html))
    assert isinstance(found, Skipped)
    assert "no article text found (only navigation, " in found.reason


def test_entities_are_read_even_when_escaped_twice() -> None:
    page = _page(_html(f"<p>{FIRST}</p><p>Tổng kinh ph&amp;iacute; l&agrave; 90 triệu đồng, do xã chi trả.</p>"))
    assert page.body.endswith("Tổng kinh phí là 90 triệu đồng, do xã chi trả.")


def test_a_page_in_an_old_encoding_is_read() -> None:
    html = _html("<p>Uû ban nh©n d©n x· tæ chøc héi nghÞ tæng kÕt c«ng t¸c n¨m, cã 64 ®¹i biÓu tham dù héi nghÞ.</p>")
    assert "Uỷ ban nhân dân xã tổ chức hội nghị tổng kết công tác năm" in _page(html).body.replace("Ủy", "Uỷ")


def test_an_address_given_with_the_page_wins() -> None:
    raw = RawPage(
        "a.jsonl#1", "html", _html(_paragraphs()), url="https://donglam.vi-du.gov.vn/1", published="2022-03-14"
    )
    page = clean(raw)
    assert isinstance(page, Page)
    assert page.source_url == "https://donglam.vi-du.gov.vn/1"
    assert page.stamps[0].text == "2022-03-14"


def _paragraphs() -> str:
    return f"<p>{FIRST}</p><p>{LAST}</p>"


def _html(body: str) -> str:
    return f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1><div class='noidung'>{body}</div></body></html>"


def _page(html: str) -> Page:
    page = clean(RawPage("a.html", "html", html))
    assert isinstance(page, Page), page
    return page
