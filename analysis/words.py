"""Words: what each voice says, cut into words and counted."""

from collections import Counter

import numpy as np
import pandas as pd

from analysis.codebook import Codebook
from analysis.schemas import WORDS
from analysis.segmentation import cut, is_counted, own_words, tag
from analysis.stretches import Stretches
from analysis.text import prepare


def count(documents: pd.DataFrame, commentaries: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return one row per word and commentary.

    Parameters
    ----------
    documents : frame, schema DOCUMENTS
    commentaries : frame, schema COMMENTARIES
    codebook : Codebook
        Its names and terms are cut as one word each.

    Returns
    -------
    frame, schema WORDS
        Words folded to Simplified, so that both scripts are counted as one; without stop words, numbers and signs.
        `tag` is the part of speech in jieba's dictionary (ICTCLAS), `x` for a word it does not hold.
    """
    spoken = Stretches(commentaries)
    tagged: dict[str, str] = dict(own_words(codebook))
    counted: dict[str, bool] = {}
    columns: dict[str, list] = {name: [] for name in WORDS.columns}
    for doc_id, text in zip(documents["doc_id"].to_list(), documents["text"].to_list()):
        seen = prepare(text)
        words = cut(seen.text, codebook)
        places = seen.offsets[np.cumsum([0, *map(len, words[:-1])])] if words else []
        tally = Counter(zip(spoken.owners(doc_id, places, len(text)), words))
        for word in {word for _, word in tally} - counted.keys():
            counted[word] = is_counted(word)
            if counted[word] and word not in tagged:
                tagged[word] = tag(word)
        kept = [(row, word, times) for (row, word), times in tally.items() if counted[word]]
        columns["doc_id"] += [doc_id] * len(kept)
        columns["commentary_id"] += [spoken.commentary_id[row] for row, _, _ in kept]
        columns["word"] += [word for _, word, _ in kept]
        columns["tag"] += [tagged[word] for _, word, _ in kept]
        columns["count"] += [times for _, _, times in kept]
    return WORDS.frame(pd.DataFrame(columns))
