"""A generated corpus for benchmarks: own sentences, seeded, of any size."""

import random
from datetime import date, timedelta

from analysis.readers import Reading

SPEAKERS = ("林之恆", "周立言", "陳望之", "許博文", "高遠", "何敬之")
SENTENCES = (
    "{who}认为,{a}与{b}的关系短期内不会好转,{issue}问题仍将是最大的障碍。",
    "如果{a}在{issue}上继续加码,{b}势必反制,局面恐怕更难收拾。",
    "{year}年{month}月,{a}宣布对{b}采取新的限制措施,市场一度大跌。",
    "“{issue}谈判未必能谈出结果”,{who}说,“双方的分歧太大了”。",
    "在{who}看来,{a}很可能在明年初重返谈判桌,但{b}不太可能让步。",
    "{a}怎么可能在{issue}上让步呢?",
    "去年以来,{b}经济持续低迷,出口下降,物价上涨,民众对政府多有不满。",
    "外界普遍关注双方能否就{issue}达成协议,不过迄今没有任何一方公布细节。",
)
STATES = ("美国", "俄罗斯", "中国", "日本", "印度", "伊朗", "以色列", "乌克兰", "欧盟", "韩国")
ISSUES = ("关税", "制裁", "停火", "芯片", "导弹", "北约东扩", "台海", "朝核", "油价", "移民")


def readings(megabytes: float, seed: int = 7) -> list[Reading]:
    """Return documents of some 3 kB each, `megabytes` of UTF-8 in all."""
    chance, made, size, number = random.Random(seed), [], 0, 0
    while size < megabytes * 1e6:
        paragraphs = []
        for _ in range(6):
            paragraphs.append("".join(
                chance.choice(SENTENCES).format(who=chance.choice(SPEAKERS), a=chance.choice(STATES),
                                                b=chance.choice(STATES), issue=chance.choice(ISSUES),
                                                year=chance.randint(2015, 2023), month=chance.randint(1, 12))
                for _ in range(5)))
        text = "\n\n".join(paragraphs)
        size += len(text.encode())
        made.append(Reading(f"{number:06d}.txt", text, title=f"第{number}篇", author=chance.choice(SPEAKERS),
                            published=date(2024, 1, 1) + timedelta(days=number % 700)))
        number += 1
    return made
