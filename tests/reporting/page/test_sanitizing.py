"""What a cell may show: tables and drawings pass, nothing that runs, loads or leaves the page does."""

from __future__ import annotations

import pytest

from analysis.reporting.page.notebook_page import safe_html

DANGEROUS = [
    ("<script>alert(1)</script>", ""),
    ("<p onclick='x()'>a</p>", "<p>a</p>"),
    ("<img src=x onerror=alert(1)>", "<img>"),
    ("<img src='https://example.org/a.png' alt='a'>", '<img alt="a">'),
    ("<img src='data:image/svg+xml;base64,PHN2Zz4='>", "<img>"),
    ("<a href='javascript:alert(1)'>a</a>", '<a rel="noopener noreferrer">a</a>'),
    ("<a href=' JAVA\tSCRIPT:alert(1)'>a</a>", '<a rel="noopener noreferrer">a</a>'),
    ("<a href='data:text/html,x'>a</a>", '<a rel="noopener noreferrer">a</a>'),
    ("<style>p { color: red }</style>a", "a"),
    ("<p style='background:url(//x)'>a</p>", "<p>a</p>"),
    ("<iframe src='//x'></iframe>a", "a"),
    ("<form action='//x'><input name=a></form>b", "b"),
    ("<svg><script>alert(1)</script></svg>", "<svg></svg>"),
    ("<svg><use href='//x#a'/></svg>", "<svg></svg>"),
    ("<svg><path fill='url(//x)' d='M0 0'/></svg>", '<svg><path d="M0 0"></path></svg>'),
    ("<svg><foreignObject><p onclick=x>a</p></foreignObject></svg>", "<svg></svg>"),
    ("<math><mi xlink:href='javascript:x'>a</mi></math>", ""),
    (
        "<table><caption>a</caption></table><meta http-equiv=refresh content=0>",
        "<table><caption>a</caption></table>",
    ),
]
HARMLESS = [
    '<table><caption id="c">a</caption><thead><tr><th scope="col" colspan="2">b</th></tr></thead></table>',
    '<div role="region" tabindex="0" aria-labelledby="c">a</div>',
    '<svg viewBox="0 0 1 1" role="img"><g fill="#fff"><text x="1" font-size="9">b</text></g></svg>',
    '<img src="data:image/png;base64,AAAA" alt="a">',
    "<p>a &lt; b &amp; c</p>",
]


@pytest.mark.parametrize(("html", "expected"), DANGEROUS)
def test_what_runs_or_loads_is_taken_out(html: str, expected: str) -> None:
    assert safe_html(html) == expected


@pytest.mark.parametrize("html", HARMLESS)
def test_tables_and_drawings_pass_unchanged(html: str) -> None:
    assert safe_html(html) == html


def test_a_second_title_becomes_a_heading() -> None:
    assert safe_html("<h1>a</h1>", headings_from=2) == "<h2>a</h2>"
