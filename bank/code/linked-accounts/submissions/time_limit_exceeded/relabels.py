def first_accounts(identifiers: list[list[str]]) -> list[int]:
    label = list(range(len(identifiers)))
    members = [[account] for account in range(len(identifiers))]
    label_of = {}
    for account, texts in enumerate(identifiers):
        for text in filter(None, texts):
            keep, drop = label[account], label[label_of.setdefault(text, account)]
            if keep != drop:
                for moved in members[drop]:
                    label[moved] = keep
                members[keep] += members[drop]
                members[drop] = []
    least = [min(group, default=-1) for group in members]
    return [least[group] for group in label]
