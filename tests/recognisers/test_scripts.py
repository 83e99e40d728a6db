"""Names, credits, dates and languages of scripts without capitals, and of languages with rules of their own."""

from __future__ import annotations

import pytest

from boilerstrip import clean_article
from boilerstrip.lexicon import load
from boilerstrip.lexicon.language_id import guess_language
from boilerstrip.recognisers.authors import parse_authors
from boilerstrip.recognisers.caseless_credits import read_caseless_authors
from boilerstrip.recognisers.dates import parse_date
from boilerstrip.text.sentences import ends_sentence


@pytest.mark.parametrize(
    ("language", "credit", "authors"),
    [
        ("ja", "文・北原ゆう", ("北原ゆう",)),
        ("ja", "取材・文／三浦環", ("三浦環",)),
        ("ja", "文＝宇野ほのか 写真＝三田亮", ("宇野ほのか",)),
        ("zh", "记者 沈禾 陆舟", ("沈禾", "陆舟")),
        ("zh", "〔記者簡寧／海角報導〕", ("簡寧",)),
        ("zh", "文/王小明", ("王小明",)),
        ("ko", "나루일보 서지완·문태경 기자", ("서지완", "문태경")),
        ("ko", "한가람 기자", ("한가람",)),
    ],
)
def test_credit_without_capitals_names_its_authors(language: str, credit: str, authors: tuple[str, ...]) -> None:
    assert read_caseless_authors(credit, load(language)) == authors


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "记者王小明报道说，渡轮在黎明沉没。"),
        ("zh", "文化广场上站满了人。"),
        ("ja", "文書は昨日公開された。"),
        ("ja", "文明の終わりについて考える。"),
        ("ko", "기자 회견은 오후에 열렸다."),
        ("ko", "그는 전직 기자"),
        ("en", "By Ada Wren"),
    ],
)
def test_sentence_is_no_credit(language: str, text: str) -> None:
    assert read_caseless_authors(text, load(language)) == ()


@pytest.mark.parametrize(
    ("language", "credit", "authors"),
    [
        ("hi", "लेखक: अनीता रावत और नेहा वर्मा", ("अनीता रावत", "नेहा वर्मा")),
        ("ar", "بقلم: مها زيدان", ("مها زيدان",)),
        ("he", "מאת נועה לוי", ("נועה לוי",)),
        ("nl", "Door IJSBRAND DE VRIES", ("IJsbrand de Vries",)),
        ("sv", "Av Anna Berg", ("Anna Berg",)),
        ("ru", "Текст: Анна Петрова", ("Анна Петрова",)),
        ("pl", "oprac. Anna Kowalska", ("Anna Kowalska",)),
        ("cs", "Jan Kubeš, ČTK", ("Jan Kubeš",)),
    ],
)
def test_credit_of_each_language_names_its_authors(language: str, credit: str, authors: tuple[str, ...]) -> None:
    assert parse_authors(credit, load(language)) == authors


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("hu", "2024. március 14.", "2024-03-14"),
        ("hu", "2024. 04. 12.", "2024-04-12"),
        ("pl", "12 marca 2026", "2026-03-12"),
        ("ja", "2026年3月12日", "2026-03-12"),
        ("tr", "12 Mart 2026", "2026-03-12"),
        ("ru", "12 марта 2026, 10:30", "2026-03-12"),
        ("el", "12 Μαρτίου 2026", "2026-03-12"),
        ("hi", "3 दिसंबर 2025, 12:10 PM", "2025-12-03"),
        ("ar", "الاثنين 9 فبراير 2026 - 08:15", "2026-02-09"),
    ],
)
def test_date_of_each_language_is_read(language: str, text: str, day: str) -> None:
    found = parse_date(text, load(language), language)
    assert found is not None
    assert found.date().isoformat() == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("水曜日の朝に船が沈んだ。", "ja"),
        ("渡轮在星期二黎明沉没。", "zh"),
        ("나루호가 화요일 새벽에 가라앉았다.", "ko"),
        ("Το πλοίο βυθίστηκε την Τρίτη.", "el"),
        ("المركب غرق فجر الثلاثاء.", "ar"),
        ("کشتی در سحرگاه سه‌شنبه غرق شد گزارش", None),
        ("המעבורת טבעה ביום שלישי.", "he"),
        ("मंगलवार को नाव डूब गई।", "hi"),
        ("Паром затонул на рассвете во вторник, и никто в городе этого не видел, потому что все ещё спали.", "ru"),
        ("Пором затонув на світанку у вівторок, і ніхто в місті цього не бачив, бо всі ще спали, як кажуть.", "uk"),
        (
            "Prom zatonął we wtorek o świcie i nikt w mieście tego nie widział, bo wszyscy jeszcze spali, jak mówi burmistrz.",
            "pl",
        ),
        ("Ferjan sökk í dögun á þriðjudag.", None),
    ],
)
def test_language_is_told_by_script_letters_and_words(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["「もう帰る。」", "（終わり。）", "終わった｡", "他走了．", "Τι έγινε;", "»Slut.«", "ख़त्म।"])
def test_sentence_ends_in_every_script(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["Most read; more", "メニュー", "Home;"])
def test_label_ends_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


def test_korean_page_loses_its_labels_and_keeps_its_author() -> None:
    article = clean_article(
        "나루호 침몰, 승객 전원 구조\n\n한가람 기자\n\n"
        "나루호가 화요일 새벽 앞바다에서 가라앉았지만 승객 마흔 명은 모두 무사하다고 항만 당국이 밝혔다.\n\n"
        "공유하기\n\n원인은 아직 조사 중이며 다음 배는 금요일에 뜬다고 선장은 말했다.\n\n무단전재 및 재배포 금지"
    )
    assert (article.language, article.authors) == ("ko", ("한가람",))
    assert [removal.text for removal in article.removed] == ["공유하기", "무단전재 및 재배포 금지"]
    assert len(article.body) == 2
