"""The direction of claims as judged by their characters: fit the weights, and hold them against clauses they were not fitted to.

python -m tests.valence fit | judge
"""

import argparse
import csv

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from analysis import codebook
from analysis.grammar import directions, outcomes, vocabulary
from analysis.text import fold

CLAUSES = directions.WEIGHTS.with_name("clauses.tsv")
# Inverse strength of the L2 penalty. From 0.03 to 0.4 the clauses kept out are judged right in 76 to 79 of 100 cases, and real
# claims alike.
PENALTY = 0.15
# A piece that fewer clauses have is left out, and one that moves neither odds by so many hundredths.
SEEN, MOVED = 3, 4
FOLDS = 5


def clauses() -> list[tuple[str, int, str]]:
    """Return issue, valence and folded clause of each line written for this."""
    with CLAUSES.open(encoding="utf-8", newline="") as file:
        return [(row["issue"], int(row["valence"]), fold(row["clause"]))
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def features(issue: str, clause: str, fields: dict[str, str]) -> dict[tuple[str, str], int]:
    """Return what is known of a clause, under kind and name as the file of weights has them."""
    return {("field", fields[issue]): 1, ("issue", issue): 1} | {("piece", piece): 1 for piece in directions.pieces(clause)}


def fitted(rows: list[tuple[str, int, str]], fields: dict[str, str]) -> list[tuple[str, str, int, int]]:
    """Return the weights of clauses: kind, name, then apart and closer against neither in hundredths."""
    vectors = DictVectorizer()
    table = csr_matrix(vectors.fit_transform([features(issue, clause, fields) for issue, _, clause in rows]))
    names = vectors.feature_names_
    kept = [place for place, n in enumerate(np.asarray(table.sum(axis=0)).ravel()) if names[place][0] != "piece" or n >= SEEN]
    model = LogisticRegression(C=PENALTY, max_iter=500).fit(table[:, kept], [valence for _, valence, _ in rows])
    apart, neither, closer = np.column_stack([model.intercept_, model.coef_])
    odds = np.rint(100 * np.column_stack([apart - neither, closer - neither])).astype(int).tolist()
    told = [(*names[place], *odd) for place, odd in zip(kept, odds[1:])]
    return [("bias", "", *odds[0]), *sorted(row for row in told if row[0] != "piece" or max(map(abs, row[2:])) >= MOVED)]


def write(rows: list[tuple[str, str, int, int]]) -> None:
    """Write the weights where the program reads them."""
    lines = ["kind\tname\tapart\tcloser", *("\t".join(map(str, row)) for row in rows)]
    directions.WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{directions.WEIGHTS.name}: {len(rows):,} weights, {directions.WEIGHTS.stat().st_size:,} bytes")


def held(rows: list[tuple[str, int, str]], fields: dict[str, str]) -> None:
    """Print how often clauses are judged right by weights fitted to four fifths of the others, all and where no word decides."""
    words = vocabulary.load()
    silent = np.array([outcomes.settled(outcomes.valence(clause, "", words), (issue,), clause, words, fields) == 0
                       for issue, _, clause in rows])
    truth = np.array([valence for _, valence, _ in rows])
    told, share = np.zeros(len(rows), dtype=int), np.zeros(len(rows))
    for known, kept_out in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(rows, truth):
        found = fitted([rows[place] for place in known], fields)
        kinds = {kind: {name: (apart, closer) for that, name, apart, closer in found if that == kind} for kind in ("field", "issue", "piece")}
        fit = directions.Weights(found[0][2:], kinds["field"], kinds["issue"], kinds["piece"])
        for place in kept_out:
            issue, _, clause = rows[place]
            told[place], share[place] = directions.judge(clause, issue, fields[issue], fit)
    right = told == truth
    print(f"{len(rows):,} clauses: {right.mean():.3f} right; {silent.sum():,} whose words decide nothing: {right[silent].mean():.3f} "
          f"(left at 0: {(truth[silent] == 0).mean():.3f})")
    for low, high in ((0.33, 0.45), (0.45, 0.55), (0.55, 0.65), (0.65, 0.75), (0.75, 0.85), (0.85, 0.95), (0.95, 1.01)):
        here = (share >= low) & (share < high) & silent & (told != 0)
        print(f"  judged 1 or -1 with {low:.2f}-{min(high, 1):.2f}: {here.sum():,}, right {right[here].mean():.3f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.valence", description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["fit", "judge"])
    asked = parser.parse_args().what
    every = {code: issue.field for code, issue in codebook.load().issues.items()}
    if asked == "fit":
        write(fitted(clauses(), every))
    else:
        held(clauses(), every)
