"""Every portal software's page gives the article alone, whatever the article."""

from __future__ import annotations

import pytest

from indexer.clean import clean
from indexer.model import Page, RawPage
from tests.skins import NOISE, SKINS, STORIES, Story

CASES = [pytest.param(name, story, id=f"{name}-{number}") for name in SKINS for number, story in enumerate(STORIES)]
# How each software prints the day of the first story.
STAMPS = {
    "liferay": ("Ngày đăng 14/03/2022 | 10:24", "published"),
    "liferay_dong_thap": ("Publish date 14/03/2022", "published"),
    "liferay_hcmc": ("15:55 | 14/03/2022", "unlabelled"),
    "liferay_ecoit": ("Cập nhật lúc 08:30 14/03/2022", "updated"),
    "nukeviet3": ("Thứ hai - 14/03/2022 16:00", "unlabelled"),
    "nukeviet4": ("Thứ hai - 14/03/2022 09:11", "unlabelled"),
    "nukeviet_savefile": ("Thứ ba - 14/03/2022 10:25", "unlabelled"),
    "dnn": ("Ngày đăng: 14/03/2022", "published"),
    "aspnet_hue": ("Ngày cập nhật 14/03/2022", "updated"),
    "sharepoint": ("14/03/2022 12:00:00 AM", "unlabelled"),
    "vendor": ("14/03/2022 09:40 SA", "unlabelled"),
    "thanh_hoa": ("Đăng lúc: 14/03/2022 00:00:00 (GMT+7)", "published"),
    "webcenter": ("14/03/2022 12:00 AM", "unlabelled"),
    "websphere": ("07:50 PM,14/03/2022", "unlabelled"),
    "wordpress": ("2022-03-14T15:20:11+07:00", "meta"),
    "joomla": ("Được đăng ngày 14/03/2022", "published"),
    "drupal": ("T2, 14/03/2022 - 14:05", "unlabelled"),
    "school": ("14/03/2022", "unlabelled"),
    "blog": ("14/03/2022", "unlabelled"),
    "modern": ("2022-03-14T08:00:00+07:00", "meta"),
    "unknown": ("Cập nhật ngày 14/03/2022", "updated"),
}


@pytest.mark.parametrize(("name", "story"), CASES)
def test_the_body_is_the_lead_and_the_paragraphs_and_nothing_else(name: str, story: Story) -> None:
    assert _page(name, story).body.split("\n") == [story.lead, *story.paragraphs]


@pytest.mark.parametrize(("name", "story"), CASES)
def test_the_title_is_the_headline_without_the_site(name: str, story: Story) -> None:
    assert _page(name, story).title == story.title


@pytest.mark.parametrize(("name", "story"), CASES)
def test_captions_and_byline_stand_apart(name: str, story: Story) -> None:
    page = _page(name, story)
    assert page.captions == story.caption
    assert page.byline is not None
    assert story.author in page.byline


@pytest.mark.parametrize(("name", "story"), CASES)
def test_nothing_of_the_portal_reaches_an_article_text(name: str, story: Story) -> None:
    page = _page(name, story)
    for text in (page.title, page.body, page.captions, page.byline or ""):
        assert not [noise for noise in NOISE if noise in text]


@pytest.mark.parametrize("name", SKINS)
def test_the_date_is_kept_as_printed_with_its_label(name: str) -> None:
    assert STAMPS[name] in [(stamp.text, stamp.label) for stamp in _page(name, STORIES[0]).stamps]


@pytest.mark.parametrize(("name", "story"), CASES)
def test_the_site_is_named(name: str, story: Story) -> None:
    page = _page(name, story)
    if name != "dnn" or story is not STORIES[2]:
        assert page.site.name == story.site


def _page(name: str, story: Story) -> Page:
    page = clean(RawPage(f"{name}.html", "html", SKINS[name](story).encode()))
    assert isinstance(page, Page), page
    return page
