"""Full pages of every portal software, as factories that wrap any article; sites and people are invented.

`SKINS` maps the name of the software to a function from `Story` to HTML. Each skin brings the navigation, counters,
related news and legal footer that this software prints around an article; `NOISE` lists what of it must be gone.
"""

# ruff: noqa: E501 - markup stands in lines as long as the portals print them
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Story:
    """An article to be wrapped. `day` is dd/mm/yyyy; `caption` stands under a picture behind the first paragraph."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    author: str
    caption: str
    site: str
    day: str = "14/03/2022"

    @property
    def iso(self) -> str:
        day, month, year = self.day.split("/")
        return f"{year}-{month}-{day}"


STORIES = (
    Story(
        title="Xã Đồng Lâm ra quân làm thủy lợi mùa khô",
        lead="Hưởng ứng tháng thanh niên, sáng 12/3 xã Đồng Lâm huy động 140 người nạo vét kênh nội đồng.",
        paragraphs=(
            "Dự lễ ra quân có đồng chí Tống Văn Quyết, Bí thư Đảng ủy xã; bà Mạc Thị Vinh, Phó Chủ tịch UBND xã.",
            "Sau một buổi sáng, lực lượng đã nạo vét hơn 1,8 km kênh, khơi thông 6 cống dưới đường trục thôn Bãi Sậy.",
            "Theo kế hoạch số 41/KH-UBND, xã sẽ làm xong toàn bộ tuyến kênh trước ngày 30/4 để kịp lấy nước vụ hè thu./.",
        ),
        author="Khắc Duy",
        caption="Đoàn viên thanh niên nạo vét kênh tại thôn Bãi Sậy",
        site="Cổng thông tin điện tử xã Đồng Lâm",
    ),
    Story(
        title="ĐẢNG ỦY PHƯỜNG TRÀNG AN SƠ KẾT CÔNG TÁC KIỂM TRA, GIÁM SÁT QUÝ I",
        lead="Đảng ủy phường Tràng An vừa tổ chức hội nghị sơ kết công tác kiểm tra, giám sát quý I năm 2022.",
        paragraphs=(
            "Đồng chí Nghiêm Xuân Khải - Phó Bí thư Thường trực Đảng ủy phường chủ trì hội nghị với 46 đại biểu.",
            "Trong quý, Ủy ban Kiểm tra Đảng ủy đã kiểm tra 3 chi bộ, giám sát chuyên đề đối với 5 đảng viên, "
            "nhắc nhở 2 trường hợp chậm nộp đảng phí và hướng dẫn các chi bộ hoàn thiện sổ sách trước kỳ sinh hoạt tới.",
            "Kết luận hội nghị, đồng chí đề nghị các chi bộ chủ động tự kiểm tra, không chờ cấp trên nhắc việc.",
        ),
        author="Thu Hoài",
        caption="Quang cảnh hội nghị sơ kết tại hội trường phường",
        site="Phường Tràng An - Thành phố Ninh Bình",
    ),
    Story(
        title='Trường Tiểu học Suối Nho: Sôi nổi ngày hội "Em yêu sách"',
        lead="Ngày hội đọc sách năm nay của nhà trường thu hút trên 500 học sinh và phụ huynh cùng tham gia.",
        paragraphs=(
            "Thầy Kiều Công Thành, Hiệu trưởng nhà trường cho biết tủ sách lớp học đã có thêm 720 đầu sách mới.",
            "Về dự có:",
            "Bà Ân Thị Lụa – Chủ tịch Hội Khuyến học xã;",
            "Ông Sầm Văn Pao – Trưởng ban đại diện cha mẹ học sinh;",
            "Các em học sinh lớp 5A kể lại câu chuyện về cây đa làng mình, được cả trường vỗ tay không ngớt.",
            "Nhà trường mong phụ huynh dành 15 phút mỗi tối đọc sách cùng con, bắt đầu từ ngay tuần này.",
        ),
        author="Nguyễn Thị Mỹ Duyên",
        caption="Thầy Kiều Công Thành trao thưởng cho lớp 5A",
        site="Trường Tiểu học Suối Nho",
        day="21/04/2023",
    ),
)

_RELATED = (
    "Chủ tịch UBND xã Phó Đức Lãng tiếp công dân định kỳ",
    "Thông báo lịch cắt điện tuần tới trên địa bàn",
    "Bí thư Huyện ủy Uông Thế Bảng làm việc với xã",
)
# Gone from every cleaned page, whatever its skin.
NOISE = (*_RELATED, "Khuất Hữu Tường", "Lượt xem", "Trang chủ", "0243.999.000", "function gtag", "Cơ cấu tổ chức")


def _list(items: tuple[str, ...], tag: str = "li") -> str:
    return "".join(f'<{tag} class="item"><a href="#">{escape(item)}</a></{tag}>' for item in items)


def _menu() -> str:
    return _list(("Trang chủ", "Giới thiệu", "Cơ cấu tổ chức", "Tin tức - Sự kiện", "Văn bản", "Thủ tục hành chính"))


def _related() -> str:
    return f"<ul>{_list(_RELATED)}</ul>"


def _head(story: Story, extra: str = "", title: str | None = None) -> str:
    shown = title if title is not None else f"{story.title} - {story.site}"
    script = "<script>window.x=[];function gtag(){x.push(arguments);}gtag('js',new Date());</script>"
    style = "<style>.a{color:red}@media print{.b{display:none}}</style>"
    return f'<head><meta charset="utf-8">{style}{script}<title>{escape(shown, quote=False)}</title>{extra}</head>'


def _body(story: Story, *, lead: bool = False, picture: str = "em", author: str = "right") -> str:
    """The paragraphs with a picture behind the first and the author below the last."""
    alt = escape(story.caption)
    image = f'<img src="/u/1.jpg" alt="{alt}" width="600">'
    pictures = {
        "em": f'<p style="text-align:center">{image}</p><p style="text-align:center"><em>{alt}</em></p>',
        "figure": f"<figure>{image}<figcaption>{alt}</figcaption></figure>",
        "break": f'<div align="center">{image}<br><i>{alt}</i></div>',
        "table": f'<table class="image"><tr><td>{image}</td></tr><tr><td class="caption">{alt}</td></tr></table>',
    }
    authors = {
        "right": f'<p style="text-align:right"><strong>{story.author}</strong></p>',
        "label": f"<p>Tin, ảnh: {story.author}</p>",
        "plain": f"<p>{story.author}</p>",
        "none": "",
    }
    first = [story.lead] if lead else []
    lines = [f'<p style="text-align:justify">{escape(text, quote=False)}</p>' for text in (*first, *story.paragraphs)]
    lines.insert(1, pictures[picture])
    return "\n".join([*lines, authors[author]])


def _footer(story: Story) -> str:
    return (
        f"<footer>© {story.site}. Chịu trách nhiệm: Ông Khuất Hữu Tường - Chủ tịch UBND. "
        "Điện thoại: 0243.999.000. Giấy phép số 12/GP-TTĐT</footer>"
    )


def liferay(story: Story) -> str:
    return f"""<!DOCTYPE html><html class="aui ltr" lang="vi-VN">{_head(story)}<body class="yui3-skin-sam site">
<a href="#main-content" id="skip-to-content">Skip to Content</a>
<div id="banner"><h1 class="site-title"><a class="logo" href="/home"><span class="site-name">{story.site}</span></a></h1></div>
<nav id="navigation"><ul>{_menu()}</ul></nav><div class="hotline">ĐƯỜNG DÂY NÓNG 0243.999.000</div>
<div id="main-content"><div class="portlet-boundary" id="p_p_id_101_INSTANCE_AbCdEf_"><h2 class="portlet-title-text">xây dựng đảng</h2>
<a class="icon-circle-arrow-left" href="#">« Quay lại</a><div class="asset-full-content">
<h3 class="header-title"><span>{escape(story.title)}</span></h3>
<div class="metadata-author-date"><span>Ngày đăng {story.day} | 10:24&nbsp; | Lượt xem: 73</span></div>
<div class="asset-content" id="zNews_detail"><div class="journal-content-article">{_body(story, lead=True)}</div>
<div class="taglib-ratings stars"><span>Trung bình (0 Votes)</span></div></div></div>
<div class="other-news"><h4>Các tin khác</h4>{_related()}</div></div>
<div class="portlet-visitor-tracking"><h2>Visitor Tracking</h2><p>User Online: 12</p><p>Total visited: 99123</p></div>
<div class="weather">Hà Nội +21°C | Thứ 6 +23°</div></div>{_footer(story)}</body></html>"""


def liferay_dong_thap(story: Story) -> str:
    """Words of the editor's interface and a literal null above the headline; English labels."""
    return f"""<html lang="en-US">{_head(story, title=story.site)}<body><div id="wrapper"><ul class="nav-menu">{_menu()}</ul>
<div class="portlet-content"><span>Xuất bản thông tin</span><div>null</div>
<div class="journal-content-article" id="sidebar-1"><p><a href="#">Hỏi đáp</a></p></div>
<h1 class="header-title">{escape(story.title)}</h1><div>Publish date {story.day}</div>
<div class="asset-content"><div class="journal-content-article">{_body(story, lead=True, author="label")}</div></div>
<div>Back</div><div class="asset-links"><h2>Related Assets</h2>{_related()}</div></div>
<div id="footer">Bản quyền thuộc {story.site}. Chịu trách nhiệm chính: Khuất Hữu Tường, 0243.999.000</div></div></body></html>"""


def liferay_hcmc(story: Story) -> str:
    """A desktop and a mobile copy of one card."""
    card = f"""<h1 class="asset-publisher-title">{escape(story.title)}</h1><span class="text-date-sklh">15:55 | {story.day}</span>"""
    return f"""<html>{_head(story)}<body><header><ul>{_menu()}</ul></header><div class="d-none d-lg-block-x">{card}</div>
<div class="desktop">{card}<div class="journal-content-article">{_body(story, lead=True, picture="figure")}</div></div>
<div class="d-lg-none">{card}<div class="journal-content-article">{_body(story, lead=True, picture="figure")}</div></div>
<div class="swiper"><h3>Tin liên quan</h3>{_related()}</div>{_footer(story)}</body></html>"""


def liferay_ecoit(story: Story) -> str:
    return f"""<html>{_head(story)}<body><div class="menu">{_menu()}</div>
<div id="p_p_id_CmsViewChiTietBaiViet_WAR_CmsViewEcoITportlet_"><article><h1>{escape(story.title)}</h1>
<div class="date-detail">Cập nhật lúc 08:30 {story.day}</div><div id="change_font_size">{story.lead}</div>
<div id="contentnews">{_body(story, picture="table")}</div></article>
<div class="tools"><span>A-</span> <span>A</span> <span>A+</span> <span>In trang</span></div>
<div class="lien-quan"><b>Tin cùng chuyên mục</b>{_related()}</div></div>{_footer(story)}</body></html>"""


def nukeviet3(story: Story) -> str:
    return f"""<html>{_head(story, '<meta name="generator" content="NukeViet 3.4">')}<body><div id="menu">{_menu()}</div>
<div class="breadcrumbs"><a href="/">Trang nhất</a> » <a href="#">Tin Tức</a></div>
<div id="news_detail"><h1>{escape(story.title)}</h1><span class="time">Thứ hai - {story.day} 16:00</span>
<div id="hometext">{story.lead}</div><div class="bodytext">{_body(story, picture="break", author="none")}</div>
<p class="author"><strong>Tác giả bài viết: </strong>{story.author}</p>
<div class="rating">Click để đánh giá bài viết. Tổng số điểm của bài viết là: 5 trong 1 đánh giá</div>
<div class="keywords"><em>Từ khóa:</em> <a href="#">nông thôn</a></div>
<div class="other-news"><h4>Những tin mới hơn</h4>{_related()}<h4>Những tin cũ hơn</h4><ul><li><a>Tin cũ</a></li></ul></div></div>
{_footer(story)}</body></html>"""


def nukeviet4(story: Story) -> str:
    return f"""<!DOCTYPE html><html>{_head(story, f'<meta name="generator" content="NukeViet v4.5"><meta property="og:title" content="{escape(story.title)}"><meta property="og:site_name" content="{story.site}">')}
<body><header><div class="logo">{story.site}</div></header><nav>{_menu()}</nav><div class="news_column panel panel-default newsdetail"><div class="panel-body">
<h1 class="title margin-bottom-lg">{escape(story.title)}</h1><div class="row newsdetailmetatop"><div class="col"><span class="h5">Thứ hai - {story.day} 09:11</span></div>
<ul class="list-inline"><li><a>In ra</a></li><li><a>Lưu bài viết này</a></li><li>Lượt xem: 88</li></ul></div>
<div class="hometext m-bottom" itemprop="description">{story.lead}</div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{_body(story, picture="figure", author="none")}</div>
<div class="margin-bottom-lg"><p class="h5 text-right"><strong>Tác giả: </strong>{story.author}</p><p class="h5 text-right"><strong>Nguồn tin: </strong>{story.site}</p></div></div></div>
<div class="news_column panel"><form id="form3B"><p>Tổng số điểm của bài viết là: 0 trong 0 đánh giá</p><p>Click để đánh giá bài viết</p></form></div>
<div class="news_column panel"><div id="idcomment"><h3>Ý kiến bạn đọc</h3><input name="a"><p>Mã bảo mật</p></div></div>
<div class="panel"><p class="h3"><strong>Theo dòng sự kiện</strong></p>{_related()}<p class="h3">Những tin cũ hơn</p><ul><li><a>Tin xưa</a></li></ul></div>
{_footer(story)}</body></html>"""


def nukeviet_savefile(story: Story) -> str:
    return f"""<html>{_head(story, f'<meta name="generator" content="NukeViet v4.5"><meta name="author" content="{story.site}">', title=story.title)}
<body><div id="print"><div id="hd_print"><h2 class="pull-left">{story.site}</h2><p class="pull-right"><a>https://xa.vi-du.gov.vn</a></p></div><hr>
<div id="content"><h1>{escape(story.title)}</h1><ul class="list-inline"><li>Thứ ba - {story.day} 10:25</li><li class="hidden-print"><a title="In ra">In ra</a></li><li class="hidden-print"><a>Đóng cửa sổ này</a></li></ul>
<div id="hometext">{story.lead}</div><div id="bodytext" class="clearfix">{_body(story, author="plain")}</div></div>
<div id="footer"><div id="url"><strong>URL của bài viết này: </strong>https://xa.vi-du.gov.vn/vi/news/</div><div class="copyright">&copy; {story.site} - webmaster@vi-du.vn - 0243.999.000</div></div></div></body></html>"""


def dnn(story: Story) -> str:
    return f"""<html>{_head(story, title=story.site)}<body><form id="Form" action="/tid/tin/newsid/1F-2/cid/7"><input type="hidden" name="__VIEWSTATE" value="{"A" * 900}">
<div id="dnn_LeftPane"><ul class="dnnmenu">{_menu()}</ul></div><div id="dnn_ContentPane"><div id="dnn_ctr427_Main">
<span id="dnn_ctr427_ViewNews_lblHeadline" class="tieude">{escape(story.title)}</span>
<div>[ Điểm đánh giá5/5 ]1 người đã bình chọn</div><div>Đã xem: 349 | Cật nhập lần cuối: 3/15/2022 11:11:52 AM | RSS</div>
<span id="dnn_ctr427_ViewNews_lblDate">Ngày đăng: {story.day}</span>
<div id="dnn_ctr427_ViewNews_lblSapo">{story.lead}</div><div id="dnn_ctr427_ViewNews_lblContent">{_body(story, picture="em", author="plain")}</div>
<div id="dnn_ctr427_TinKhac"><b>Các tin đã đưa</b>{_related()}</div></div></div>
<div class="thongke">Số lượt truy cập: 1.234.567</div></form>{_footer(story)}</body></html>"""


def aspnet_hue(story: Story) -> str:
    return f"""<html>{_head(story, title="Chi tiết tin")}<body><a href="?gd=23&cn=212&tc=5332">x</a><div>{_menu()}</div><div>Tìm kiếm</div><div style="display:none">False 751</div>
<table width="100%"><tr><td class="left"><ul>{_menu()}</ul></td><td><div class="tieude">{escape(story.title)}</div><div class="ngaycapnhat">Ngày cập nhật {story.day}</div>
<div>False 751</div><div class="noidung">{_body(story, lead=True, author="right")}</div><div>Xem tin theo ngày</div><div>Các tin khác</div>{_related()}</td></tr></table>{_footer(story)}</body></html>"""


def sharepoint(story: Story) -> str:
    return f"""<html>{_head(story, '<meta name="GENERATOR" content="Microsoft SharePoint">', title=f"Tin tức - {story.title}")}<body>
<form action="/Pages/newsdetail.aspx?NewsId=1&ItemID=55"><input type="hidden" name="__REQUESTDIGEST" value="0x1"><div id="s4-ribbonrow">Trang chủ</div><div class="ms-quicklaunch">{_menu()}</div>
<div class="news-detail"><div class="news-title">{escape(story.title)}</div><div class="news-date">{story.day} 12:00:00 AM</div><div class="ms-rtestate-field">
<div class="ms-rteElement-P"><strong>CTTĐT - {story.lead}</strong></div>{_body(story, picture="break")}</div>
<div>Chia sẻ Facebook Zalo</div><div class="news-other"><h3>Tin khác</h3>{_related()}</div></div></form>{_footer(story)}</body></html>"""


def vendor(story: Story) -> str:
    return f"""<html>{_head(story, f'<link rel="canonical" href="https://donglam.vi-du.gov.vn/chuyen-muc-tin/chi-tiet-tin/t/bai/title/88"><meta property="og:site_name" content="{story.site}">', title=story.title)}
<body><header>{_menu()}</header><div class="detail-page"><h1 class="title-detail">{escape(story.title)}</h1><div class="tool-bar"><span class="date-post">{story.day} 09:40 SA</span> <span>Cỡ chữ: A- A A+</span> <span>Tương phản: Giảm / Tăng</span></div>
<div class="tts">Nghe đọc bài … 0:00 / 0:00, Giọng nữ</div><p class="sapo">{story.lead}</p>
<div class="detail-content"><div>Đọc bài viết</div>{_body(story, picture="figure", author="label")}<p><img alt="anh tin bai" src="/2.jpg"></p></div>
<div>A- A A+</div><div>Tăng/Giảm tương phản</div><section class="related-news"><h2>Tin liên quan</h2>{_related()}</section></div>
<div>Chung nhan Tin Nhiem Mang | ipv6 ready</div>{_footer(story)}</body></html>"""


def thanh_hoa(story: Story) -> str:
    return f"""<html>{_head(story)}<body><div>Đang truy cập: 12</div><div>Hôm nay: 301</div><div>Tất cả: 88.123</div><ul>{_menu()}</ul>
<div><a href="/portal/pages/2022-03-14/bai-viet.aspx">x</a><div class="news-title">{escape(story.title)}</div><div class="datenews">Đăng lúc: {story.day} 00:00:00 (GMT+7)</div>
<div class="contentnews">{_body(story, lead=True, picture="break", author="right")}</div><div>Đánh giá của bạn về cổng thông tin: 12 người đã bình chọn</div>
<div><a href="print.aspx?p=1">In trang</a></div><b>Tin cùng chuyên mục</b>{_related()}</div>{_footer(story)}</body></html>"""


def webcenter(story: Story) -> str:
    return f"""<html>{_head(story, title=story.site)}<body><div class="af_navigationPane">{_menu()}</div><a href="/webcenter/portal/x/pages?dDocName=PORTAL123">x</a>
<div class="x1a"><h2>{escape(story.title)}</h2><span>{story.day} 12:00 AM</span><div class="x2b">{_body(story, lead=True, author="plain")}</div></div>
<div class="x3"><span>Các tin khác</span>{_related()}</div>{_footer(story)}</body></html>"""


def websphere(story: Story) -> str:
    return f"""<html>{_head(story, title=story.site)}<body><div class="wpthemeNav">{_menu()}</div><a href="/wps/portal/xa/home?WCM_GLOBAL_CONTEXT=/web">x</a>
<div class="wpthemeControlBody"><h2 class="title-news">{escape(story.title)}</h2><div>Cở chữ: 07:50 PM,{story.day}</div>
<div class="content-news">{_body(story, lead=True, author="right")}</div><p>Trang sau »</p><h4>Tin mới nhất</h4>{_related()}</div>{_footer(story)}</body></html>"""


def wordpress(story: Story) -> str:
    linked = (
        '{"@context":"https://schema.org","@graph":[{"@type":"Article","headline":'
        f'"{story.title.replace(chr(34), chr(92) + chr(34))}","datePublished":"{story.iso}T15:20:11+07:00",'
        '"author":{"@type":"Person","name":"admin"}},{"@type":"WebSite","url":"https://donglam.vi-du.gov.vn/"}]}'
    )
    return f"""<html>{_head(story, f'<script type="application/ld+json">{linked}</script><link href="/wp-content/themes/a.css">', title=f"{story.title} – {story.site}")}
<body class="single has-sidebar"><header id="masthead"><p class="site-title"><a>{story.site}</a></p><nav><ul>{_menu()}</ul></nav></header>
<article class="post"><header class="entry-header"><h1 class="entry-title">{escape(story.title)}</h1><div class="entry-meta"><time class="entry-date" datetime="{story.iso}T15:20:11+07:00">Tháng Ba 14, 2022</time> <span class="byline">bởi <a>admin</a></span></div></header>
<div class="elementor-widget elementor-widget-theme-post-content"><div class="entry-content">{_body(story, lead=True, picture="figure")}<div class="sharedaddy"><h3>Chia sẻ:</h3></div></div></div></article>
<nav class="post-navigation"><span>Bài trước</span> {_RELATED[0]}</nav><div id="comments"><h3>Trả lời</h3><p>Email của bạn sẽ không được hiển thị công khai.</p></div>
<aside id="secondary"><h2>Bài viết mới</h2>{_related()}</aside><div class="site-info">Phát triển bởi WordPress</div>{_footer(story)}</body></html>"""


def joomla(story: Story) -> str:
    spam = "<div style='position:absolute;left:-9999px'>Casino online uy tín nhà cái khuyến mãi nạp tiền lần đầu cho thành viên mới đăng ký ngay.</div>"
    return f"""<html>{_head(story, '<meta name="generator" content="Joomla! - Open Source Content Management">', title=story.title)}<body><a href="/index.php/tin/724-bai">x</a><ul class="nav menu">{_menu()}</ul>
<div class="item-page"><div class="page-header"><h2 itemprop="headline">{escape(story.title)}</h2></div>
<dl class="article-info"><dd class="createdby">Viết bởi Super User</dd><dd class="published">Được đăng ngày {story.day}</dd><dd class="hits">Lượt xem: 55</dd></dl>
<div itemprop="articleBody">{_body(story, lead=True, author="plain")}{spam}<div style="display:none"><p>{_RELATED[1]} và rất nhiều từ khóa ẩn khác.</p></div></div>
<ul class="pager pagenav"><li>Trước</li><li>Tiếp theo</li></ul></div><div class="whosonline">Đang có 12 khách và không thành viên đang online</div>
<div class="moduletable"><h3>Tin đọc nhiều</h3>{_related()}</div>{_footer(story)}</body></html>"""


def drupal(story: Story) -> str:
    return f"""<html>{_head(story, '<meta name="Generator" content="Drupal 9 (https://www.drupal.org)">', title=f"{story.title} | {story.site}")}<body class="path-node"><a class="visually-hidden focusable">Skip to main content</a>
<header>{_menu()}</header><main><h1 class="page-header"><span>{escape(story.title)}</span></h1><article class="node"><div class="field--name-created">T2, {story.day} - 14:05</div>
<div class="node__content"><div class="field field--name-body">{_body(story, lead=True, author="plain")}</div></div><section class="field--name-comment"><h2>Bình luận</h2></section></article></main>
<aside><h2>Xem nhiều</h2>{_related()}</aside>{_footer(story)}</body></html>"""


def school(story: Story) -> str:
    return f"""<html>{_head(story, f'<meta property="og:site_name" content="{story.site}">')}<body><div class="school-name">{story.site}</div><ul class="menu">{_menu()}</ul><a href="/ct/tieuhoc/812">x</a>
<div class="content-page"><h1>{escape(story.title)}</h1><div class="meta">{story.day} <span>Lượt xem:</span> <span class="audio">Đọc bài viết</span></div>
<div class="content-body">{_body(story, lead=True, author="plain")}<p>Một số hình ảnh của hoạt động:</p></div><div class="post-related"><h3>Bài viết liên quan</h3>{_related()}</div></div>
<div class="widget">Tin đọc nhiều</div><div class="widget">Số lượt truy cập: 381.204</div>{_footer(story)}</body></html>"""


def blog(story: Story) -> str:
    return f"""<html>{_head(story, title=f"{story.site}: {story.title}")}<body><a href="https://xa.blogspot.com">x</a><h2 class="date-header">{story.day}</h2><h3 class="post-title">{escape(story.title)}</h3>
<div class="post-body">{_body(story, lead=True, picture="table", author="plain")}</div><div class="post-footer">Người đăng: admin vào lúc 10:11 Gửi email bài đăng này Không có nhận xét nào</div><div class="sidebar">{_related()}</div>{_footer(story)}</body></html>"""


def modern(story: Story) -> str:
    return f"""<!doctype html><html>{_head(story, f'<meta property="article:published_time" content="{story.iso}T08:00:00+07:00">')}<body><div id="__next"><header><a class="brand">{story.site}</a><nav>{_menu()}</nav></header>
<main><nav class="breadcrumb">Tin tức</nav><article><h1 class="article-title">{escape(story.title)}</h1><div class="article-meta"><time datetime="{story.iso}">{story.day}</time></div><p class="article-sapo">{story.lead}</p>
<div class="article-content">{_body(story, picture="figure", author="none")}</div><div class="author"><strong>{story.author}</strong></div></article><section class="related"><h2>Tin liên quan</h2>{_related()}</section></main>{_footer(story)}</div></body></html>"""


def unknown(story: Story) -> str:
    """No class or id that says anything: layout tables of the year 2006."""
    return f"""<html>{_head(story, title=story.site)}<body><table><tr><td colspan=2><font size=5>{story.site}</font></td></tr><tr><td>{_menu()}<br>Lượt truy cập: 88.000</td>
<td><font size=4><b>{escape(story.title)}</b></font><br><font size=1>Cập nhật ngày {story.day}</font><div><b>{story.lead}</b></div>{_body(story, picture="table", author="right")}
<p><b>Các tin khác:</b></p>{_related()}</td></tr><tr><td colspan=2>Bản quyền © 2006 {story.site}. Chịu trách nhiệm: Khuất Hữu Tường. ĐT: 0243.999.000</td></tr></table></body></html>"""


SKINS: dict[str, Callable[[Story], str]] = {
    skin.__name__: skin
    for skin in (
        *(liferay, liferay_dong_thap, liferay_hcmc, liferay_ecoit, nukeviet3, nukeviet4, nukeviet_savefile, dnn),
        *(aspnet_hue, sharepoint, vendor, thanh_hoa, webcenter, websphere, wordpress, joomla, drupal, school, blog),
        *(modern, unknown),
    )
}
