"""Holds the splits to what their scheme promises; any splits that keep it are right."""

from collections import Counter


def rows_of(place, name, rows, count):
    """The rows of a list as marks, refused unless they are distinct rows of the table."""
    marks = bytearray(count)
    for row in rows:
        if not 0 <= row < count:
            raise ValueError(f"the {name} list of split {place} holds {row}, which is no row")
        if marks[row]:
            raise ValueError(f"the {name} list of split {place} holds row {row} twice")
        marks[row] = 1
    if not rows:
        raise ValueError(f"the {name} list of split {place} is empty")
    return marks


def check(input, answer, output):
    """Raises ValueError, with what is wrong, unless the splits keep their scheme's promise."""
    scheme, k, column = input
    if not answer:
        if output:
            raise ValueError("you return splits, but no such splits exist without an empty list")
        return
    if len(output) != k:
        raise ValueError(f"you return {len(output)} splits; {k} are wanted, and they exist")
    for place, pair in enumerate(output):
        if len(pair) != 2:
            raise ValueError(f"split {place} has {len(pair)} lists; training and test are wanted")
        train = rows_of(place, "training", pair[0], len(column))
        rows_of(place, "test", pair[1], len(column))
        both = next((row for row in pair[1] if train[row]), None)
        if both is not None:
            raise ValueError(f"row {both} is in both lists of split {place}")
    if scheme == "forward":
        check_forward(k, column, output)
    else:
        check_folds(scheme, column, output)


def check_folds(scheme, column, output):
    """Every row is tested once and trained on otherwise; then the scheme's own rule."""
    fold_of = [None] * len(column)
    for fold, (train, test) in enumerate(output):
        for row in test:
            if fold_of[row] is not None:
                raise ValueError(f"row {row} is tested in split {fold_of[row]} and split {fold}")
            fold_of[row] = fold
        if len(train) + len(test) != len(column):
            left = len(column) - len(train) - len(test)
            raise ValueError(f"{left} rows are in neither list of split {fold}")
    if None in fold_of:
        raise ValueError(f"row {fold_of.index(None)} is never tested")
    sizes = [len(test) for _, test in output]
    spread = max(sizes) - min(sizes)
    if scheme == "grouped":
        home = {}
        for row, group in enumerate(column):
            if home.setdefault(group, fold_of[row]) != fold_of[row]:
                raise ValueError(f"group {group} is tested in two splits, so one trains on it, too")
        largest = max(Counter(column).values())
        if spread > largest:
            raise ValueError(
                f"your test lists hold {min(sizes)} to {max(sizes)} rows; they may differ by "
                f"{largest}, the rows of the largest group"
            )
        return
    if spread > 1:
        raise ValueError(
            f"your test lists hold {min(sizes)} to {max(sizes)} rows; one apart is allowed"
        )
    if scheme == "stratified":
        table = {label: [0] * len(output) for label in column}
        for row, label in enumerate(column):
            table[label][fold_of[row]] += 1
        for label, counts in table.items():
            if max(counts) - min(counts) > 1:
                raise ValueError(
                    f"label {label} comes {min(counts)} to {max(counts)} times in your test lists; "
                    "one apart is allowed"
                )


def check_forward(k, column, output):
    """Test lists are consecutive runs of whole moments; all that was before is trained on."""
    moments = sorted(set(column))
    place_of = {moment: place for place, moment in enumerate(moments)}
    rows_at = Counter(column)
    start, lengths = None, []
    for place, (train, test) in enumerate(output):
        tested = {place_of[column[row]] for row in test}
        first, last = min(tested), max(tested)
        if max(place_of[column[row]] for row in train) >= first:
            raise ValueError(
                f"split {place} trains on a row that is not earlier than all that it tests"
            )
        if len(test) != sum(rows_at[moment] for moment in moments[first : last + 1]):
            raise ValueError(f"the test list of split {place} leaves out rows of its run of times")
        if len(train) != sum(rows_at[moment] for moment in moments[:first]):
            raise ValueError(f"split {place} does not train on every row before its test")
        if start is not None and first != start:
            raise ValueError(f"the times of split {place} do not begin where the last ones ended")
        lengths = lengths or [first]
        lengths.append(last + 1 - first)
        start = last + 1
    if start != len(moments):
        raise ValueError("the latest times are never tested")
    if max(lengths) - min(lengths) > 1:
        raise ValueError(
            f"your {k + 1} runs have {min(lengths)} to {max(lengths)} distinct times; one apart is "
            "allowed"
        )
