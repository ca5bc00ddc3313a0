"""Texts that mean harm, all of them ours, and a library full of them: what no page, file, address or line of a log may obey.

A canary would sing: `window.__canary` would be set, a dialog would open, or CANARY, which listens, would be asked for something.
"""

import json
from datetime import date
from pathlib import Path

CANARY = "http://canary.invalid"
LONG = 10_000
DAY = date(2024, 6, 1)


def texts(canary: str = CANARY) -> dict[str, str]:
    """Return the texts by what they try; `canary` is the address that would be asked."""
    sing = "window.__canary=1"
    return {
        "script": f"<script>{sing}</script><script src={canary}/script.js></script>",
        "image": f'<img src="{canary}/image.png" onerror="{sing}"><svg onload="{sing}"><image href="{canary}/svg.png"/></svg>',
        "attribute": f"\"' onmouseover='{sing}' onfocus=\"{sing}\" autofocus style=\"background:url({canary}/style.png)\" x=\"><b>粗",
        "end": f"</script></style></textarea></title>--><script>{sing}</script><!-- ]]><![CDATA[",
        "embedded": f"<iframe srcdoc='<script>parent.{sing}</script>' src={canary}/frame></iframe><style>@import '{canary}/sheet.css'</style>"
                    f"<link rel=stylesheet href={canary}/link.css><object data={canary}/object></object><form action={canary}/form>",
        "link": f"<a href=\"javascript:{sing}\" ping={canary}/ping>点我</a> [点](javascript:{sing}) {canary}/bare",
        "markdown": f"# 题 **粗** _斜_ ~~删~~ `码` ![图]({canary}/markdown.png) [链]({canary}/link) > 引 :red[赤] :material/home: :streamlit: :smile: "
                    "-> -- <- | 表 | 格 |",
        "formula in the text": rf"$\href{{javascript:{sing}}}{{x}}$ $$\frac12$$ \input{{/etc/passwd}} #read(\"/etc/passwd\")",
        "template": "%{x} %{customdata} {{7*7}} ${7*7} {0} {n} %s %(name)s <%= 7*7 %> {name}",
        "entity": "&lt;b&gt;&amp;&#60;script&#62;&quot;&nbsp;&#x202e;",
        "sheet": f'=HYPERLINK("{canary}/sheet","点")',
        "call": "@SUM(1+1)*cmd|' /C calc'!A0",
        "plus": "+1+1", "minus": "-1-1", "full width": "＝1+1", "tab": "\t=1+1",
        "path": "../../../etc/passwd\\..\\..\\x", "control": "甲\x00\x07\x08\x1b[31m\x1b]0;标题\x07\x9b2J\x7f乙",
        "direction": "\u202e倒过来\u202d \u2066隔\u2067 \u200f右\u200e 12", "hebrew": "שלום עולם 34 (אב)",
        "hidden": "零\u200b宽\u200d度\u2060符\ufeff号\u00ad\U000e0041\u2028行\u3164",
        "half": "半\ud83d个\udc00字", "noncharacter": "非\ufffe字\uffff",
        "line": "一行\n2026-11-22 ERROR 假的\r\n第三行", "word": "Q" * LONG, "字": "長" * LONG, "blank": " \u3000\u00a0 ",
    }


def lines(canary: str = CANARY) -> bytes:
    """Return documents as lines of JSON: each text as title, outlet, author, address and in the words of one."""
    rows = []
    for number, text in enumerate(texts(canary).values()):
        rows.append({
            "title": f"{text}", "outlet": text, "author": text, "published": f"2024-06-{1 + number:02d}", "url": f"javascript:window.__canary={number}//{text}",
            "keywords": text,
            "text": f"美国与俄罗斯不可能就制裁达成协议{text}。俄罗斯很可能与美国恢复谈判。如果{text[:40]}让步，欧盟恐怕不会取消制裁。\n"
                    f"2024年6月{1 + number % 28}日，普京与特朗普会晤{text[:60]}。“{text}”\n\n{text}\n\n伊朗与美国的关系很可能改善。"})
    # Half a surrogate pair is written as JSON can: escaped.
    return "\n".join(json.dumps(row) for row in rows).encode()


def fill(home: Path, canary: str = CANARY) -> None:
    """Put the texts wherever a user's own work can hold one, into a library kept in a folder."""
    from analysis import codebook
    from analysis.briefing import Briefing, Entry
    from analysis.briefings import Briefings
    from analysis.library import Library
    from analysis.own_codebook import Entry as Own
    from analysis.own_codebook import OwnCodebook
    from analysis.projects import Projects
    from analysis.reviews import Assignments
    from analysis.verification.own_questions import OwnQuestions
    from analysis.verification.questions import Question, Source
    from analysis.views import Views

    all_texts = texts(canary)
    said = {name: text for name, text in all_texts.items() if text.strip()}
    with Library(f"sqlite:///{home / 'library.db'}") as library:
        reports = library.add(f"{all_texts['script'][:60]}\u202e.jsonl", lines(canary))
        taken = [report.doc_id for report in reports if report.taken]
        for number, text in enumerate(list(said.values())[:6]):
            library.amend(taken[number], "title", text, who=text[:40])
            library.amend(taken[number], "url", f"javascript:{text}", who=text[:40])
        for name, text in said.items():
            called = " ".join(text.split())[:50]
            Projects(library.engine).make(f"{name} {called}"[:60])
            # Names of views and briefings, which stand in addresses, take no sign that cannot be seen and none of a path.
            fitting = "".join(sign for sign in called if sign.isprintable() and sign not in "/\\")
            Views(library.engine).save(f"{name} {fitting}"[:80], "outcomes", "issue=sanctions")
            Briefings(library.engine).create(f"{name} {fitting}", Briefing(
                text[:200], text[:200], "en", "report",
                (Entry("text", title=text, text=text, notes=text), Entry("exhibit", "overview", title=text, notes=text, fingerprint="x", seen=text[:500]))))
        shipped = codebook.load()
        OwnCodebook(library.engine).keep(*(Own("issue", f"hostile_{number}", text[:40], "", "society", terms=(f"词{number}",), about=text[:400])
                                           for number, text in enumerate(said.values()) if text[:40].strip() == text[:40]), shipped=shipped, coder="甲")
        OwnQuestions(library.engine).save([Question(
            f"hostile-{number}", text[:250], text[:250], "sanctions", 1, DAY, date(2027, 1, 1), criteria=text[:250], note=text[:250],
            sources=(Source(text[:200], "https://news.example/'onmouseover=x", DAY),), own=True) for number, text in enumerate(said.values())])
        Assignments(library.engine).assign(taken[:3], [" ".join(text.split())[:60] for text in list(said.values())[:8]])
