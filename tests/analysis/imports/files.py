"""Files to be imported, each with a prediction."""

TEXT = "第{}篇。顾远认为，谈判大概率破裂。"
FILES = [(f"{number}.txt", TEXT.format(number).encode(), "") for number in range(5)]
