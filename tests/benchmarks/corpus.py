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
TOLD = (
    "{a}与{b}的{issue}之争由来已久,早在{year}年,双方就因{place}的归属和{goods}的配额闹得不可开交,当时的{office}为此三度往返两国首都。",
    "{year}年{month}月,{a}{office}在{place}会见{b}代表团,双方就{issue}交换了意见,会后发表的声明只有三段,内容大多是重申原有立场。",
    "据当地媒体报道,{b}上个月从{a}进口的{goods}比前一个月减少了{number}万吨,{place}的仓库里堆满了没有买主的货物。",
    "这一数字背后,是{a}国内{goods}价格的持续上涨,以及{place}一带企业{number}个月以来的停工减产。",
    "{who}曾在{place}任教多年,著有《{a}与{b}:{number}年的恩怨》一书,对{issue}的来龙去脉了如指掌。",
    "从历史上看,{a}对{b}的疑虑并非始于今日,{year}年的那场危机给两国的老一辈外交官留下了难以磨灭的印象。",
    "{office}在讲话中{number}次提到{issue},却对{place}的局势只字不提,这与他{month}月在议会的发言形成了鲜明对照。",
    "值得注意的是,{a}的舆论对{issue}的态度并不一致,{place}的商界叫苦不迭,而靠{goods}吃饭的几个州则拍手称快。",
    "{b}方面的说法完全不同:{place}的检查站是{year}年设立的,为的是查缉走私的{goods},与{issue}没有任何关系。",
    "笔者上周走访了{place}的一家{goods}工厂,老板告诉我,厂里的{number}名工人已有一半离开,剩下的人每天只上半天班。",
    "问题的根子在于,{a}需要{b}的{goods},{b}也需要{a}的市场,可是谁都不愿意在{issue}这件事上先开口。",
    "{who}指出,{a}过去{number}年在{place}投入的资金超过其他各国的总和,而{b}的份额还不到它的十分之一。",
    "民调显示,{number}%的受访者认为{issue}是头等大事,比{year}年{month}月的上一次调查高出一截,{place}的比例最高。",
    "有人把{issue}说成是{a}和{b}之间的面子之争,这话说对了一半,另一半是实实在在的{goods}生意。",
    "{a}的{office}走马上任才{number}天,桌上就摆着三份关于{issue}的报告,其中一份来自{place}的驻军。",
    "双方代表团团长在{place}握手时面无表情,台下的记者数了数,从坐下到离席一共{number}分钟。",
    "对{b}来说,{goods}不只是一门生意,而是{place}几代人的饭碗,这一点{a}的谈判代表心里很清楚。",
    "“{issue}不是哪一个国家的事”,{who}在{place}的一次研讨会上这样说,“我们每个人的账单上都写着它的价钱”。",
    "{year}年的协定共有{number}条,其中关于{goods}的只有两条,关于{place}的一条也没有,这正是今天争论的起点。",
    "回过头来看,{a}当初在{place}的让步换来的是{b}在{goods}上的沉默,这笔账至今没有人算得清楚。",
    "{a}的反对党批评政府在{issue}上言行不一,执政党则回敬说,{year}年执政的时候他们自己也是这么做的。",
    "在{place}街头,人们谈论的不是{issue},而是又涨了{number}%的{goods}价格和迟迟没有发下来的工资。",
)
PLACES = ("日内瓦", "伊斯坦布尔", "多哈", "边境小镇", "首都", "港口", "北部山区", "南方沿海", "维也纳", "利雅得", "安卡拉", "新德里")
GOODS = ("大豆", "钢材", "天然气", "小麦", "稀土", "汽车", "轮胎", "牛肉", "光伏组件", "半导体设备", "棉花", "煤炭", "铝材")
OFFICES = ("外交部长", "总理", "国防部长", "商务部长", "总统特使", "议长", "财政部长", "首席谈判代表")
STATES = ("美国", "俄罗斯", "中国", "日本", "印度", "伊朗", "以色列", "乌克兰", "欧盟", "韩国")
ISSUES = ("关税", "制裁", "停火", "芯片", "导弹", "北约东扩", "台海", "朝核", "油价", "移民")


ORDINARY = 0.18


def readings(megabytes: float, seed: int = 7, share: float = 1.0) -> list[Reading]:
    """Return documents of some 3 kB each, `megabytes` of UTF-8 in all.

    Parameters
    ----------
    megabytes : float
    seed : int
    share : float
        How many of the sentences are of those that mostly predict: `ORDINARY` of commentary as it is printed, 1 of text
        that does little else. The others tell what was and is.
    """
    chance, made, size, number = random.Random(seed), [], 0, 0
    while size < megabytes * 1e6:
        paragraphs = []
        for _ in range(6):
            paragraphs.append("".join(
                chance.choice(SENTENCES if share >= 1 or chance.random() < share else TOLD).format(
                    who=chance.choice(SPEAKERS), a=chance.choice(STATES), b=chance.choice(STATES),
                    issue=chance.choice(ISSUES), year=chance.randint(2015, 2023), month=chance.randint(1, 12),
                    **_details(chance, share))
                for _ in range(5)))
        text = "\n\n".join(paragraphs)
        size += len(text.encode())
        made.append(Reading(f"{number:06d}.txt", text, title=f"第{number}篇", author=chance.choice(SPEAKERS),
                            published=date(2024, 1, 1) + timedelta(days=number % 700)))
        number += 1
    return made


def _details(chance, share):
    """Return what fills the places of the sentences that tell; the dense text of earlier measurements stays as it was."""
    if share >= 1:
        return {}
    return {"place": chance.choice(PLACES), "goods": chance.choice(GOODS), "office": chance.choice(OFFICES),
            "number": chance.randint(3, 90)}
