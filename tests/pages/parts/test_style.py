"""The style sheet."""

import re
from pathlib import Path

SHEET = Path(__file__).parents[3] / "pages" / "parts" / "style.css"
# What lies in a rule for some windows only stands two braces deep.
IN_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
BELOW_A_PART_OF_A_NAME = re.compile(r'\[class[*^]="[^"]*"\][^\s,{>+~]*\s*[>+~]?\s*[^\s,{]')


def test_no_rule_for_wide_windows_looks_below_a_part_of_a_class_name():
    rules = IN_MEDIA.sub("", SHEET.read_text(encoding="utf-8"))
    assert len(rules) > 10_000 and "@media" not in rules
    assert BELOW_A_PART_OF_A_NAME.search('[class*="st-key-a_"] button { }') and BELOW_A_PART_OF_A_NAME.search('a, [class*="b"] > * { }')
    assert not BELOW_A_PART_OF_A_NAME.search('[class*="st-key-a_"] { gap: 0; }')
    found = BELOW_A_PART_OF_A_NAME.search(rules)
    assert not found, found.group()
